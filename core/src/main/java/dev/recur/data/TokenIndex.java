package dev.recur.data;

import java.util.Arrays;

/// Tokens numbered in order of arrival, and the hash table from a token to its number.
///
/// The table uses open addressing. Its slots hold the hash next to the number: a missing token is
/// mostly recognised without comparing strings, and the table grows without reading any token.
final class TokenIndex {
  private static final int FIRST = 1 << 10;

  private String[] tokens = new String[FIRST];
  private long[] slots = new long[2 * FIRST]; // hash, number + 1; or 0 where free
  private int size;

  /// The number of distinct tokens.
  int size() {
    return size;
  }

  String token(int number) {
    return tokens[number];
  }

  /// The number of a token; a new token gets the next one.
  int add(String token) {
    int hash = token.hashCode() * 0x9E3779B9; // Java's hash crowds the low bits of short tokens
    int mask = slots.length - 1;
    int at = place(hash, mask);
    for (long slot = slots[at]; slot != 0; slot = slots[at]) {
      int number = (int) slot - 1;
      if ((int) (slot >>> 32) == hash && tokens[number].equals(token)) {
        return number;
      }
      at = (at + 1) & mask;
    }
    if (size == tokens.length) {
      grow();
      return add(token);
    }
    tokens[size] = token;
    slots[at] = ((long) hash << 32) | ++size;
    return size - 1;
  }

  private static int place(int hash, int mask) {
    return (hash ^ (hash >>> 15)) & mask;
  }

  private void grow() {
    tokens = Arrays.copyOf(tokens, Math.multiplyExact(2, size));
    long[] old = slots;
    slots = new long[Math.multiplyExact(2, old.length)];
    int mask = slots.length - 1;
    for (long slot : old) {
      if (slot != 0) {
        int at = place((int) (slot >>> 32), mask);
        while (slots[at] != 0) {
          at = (at + 1) & mask;
        }
        slots[at] = slot;
      }
    }
  }
}
