package dev.recur.task.tag;

import java.util.Arrays;

/// Numbers the features of a tagger, from 0, in the order in which they are first asked for. A
/// feature is given as a key, a hash of 64 bits; that two features share one is unlikely enough.
///
/// A hash table with open addressing: looking up a feature makes no objects.
final class FeatureNumbers {
  private static final int NONE = -1;

  private long[] keys = new long[1 << 12];
  private int[] numbers = new int[1 << 12]; // NONE where there is no key
  private int size;

  FeatureNumbers() {
    Arrays.fill(numbers, NONE);
  }

  int size() {
    return size;
  }

  /// The number of a feature; −1 if it has none.
  int known(long key) {
    return numbers[slot(key)];
  }

  /// The number of a feature, which gets one if it has none.
  int numbered(long key) {
    int slot = slot(key);
    if (numbers[slot] == NONE) {
      if (2 * size == keys.length) {
        grow();
        slot = slot(key);
      }
      keys[slot] = key;
      numbers[slot] = size++;
    }
    return numbers[slot];
  }

  /// Where a key is, or would be.
  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) key & mask;
    while (numbers[slot] != NONE && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldNumbers = numbers;
    keys = new long[2 * oldKeys.length];
    numbers = new int[2 * oldKeys.length];
    Arrays.fill(numbers, NONE);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldNumbers[i] != NONE) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        numbers[slot] = oldNumbers[i];
      }
    }
  }
}
