package dev.recur.data;

import java.util.Arrays;

/// Tokens numbered in the order of their arrival, and the way from a token to its number.
///
/// An open hash table whose slots hold the hash beside the number: a token that is not there is
/// mostly known without looking at another, and the table grows without looking at any.
final class TokenIndex {
  private static final int FIRST = 1 << 10;

  private String[] tokens = new String[FIRST];
  private long[] slots = new long[2 * FIRST]; // hash, number + 1; or 0 where free
  private int size;

  /// How many different tokens there are.
  int size() {
    return size;
  }

  String token(int number) {
    return tokens[number];
  }

  /// The number of a token, which is the next one if it was not there.
  int add(String token) {
    int hash = token.hashCode() * 0x9E3779B9; // Java's leaves the low bits of short ones crowded
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
