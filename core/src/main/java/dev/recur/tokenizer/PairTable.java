package dev.recur.tokenizer;

import java.util.Arrays;

/// Maps pairs of symbols to numbers, in the order in which they are added, and back.
final class PairTable {
  private long[] pairs = new long[1 << 10];
  private int[] slots = new int[1 << 12]; // number + 1, or 0 if free; the length is a power of two
  private int size;

  int size() {
    return size;
  }

  int left(int number) {
    return (int) (pairs[number] >>> 32);
  }

  int right(int number) {
    return (int) pairs[number];
  }

  /// The number of a pair, or −1.
  int index(int left, int right) {
    return slots[slot(key(left, right))] - 1;
  }

  /// The number of a pair, which gets the next number if it is new.
  int add(int left, int right) {
    long key = key(left, right);
    int slot = slot(key);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (size == pairs.length) {
      pairs = Arrays.copyOf(pairs, Math.multiplyExact(2, size));
    }
    pairs[size] = key;
    slots[slot] = ++size;
    if (size > slots.length / 2) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    slots = new int[Math.multiplyExact(2, slots.length)];
    for (int i = 0; i < size; i++) {
      slots[slot(pairs[i])] = i + 1;
    }
  }

  private static long key(int left, int right) {
    return (long) left << 32 | right;
  }

  private int slot(long key) {
    int mask = slots.length - 1;
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (slots[slot] != 0 && pairs[slots[slot] - 1] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
