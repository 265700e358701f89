package dev.recur.tokenizer;

import java.util.Arrays;

/// Maps strings to numbers, in the order in which they are added, and back. It is a hash table with
/// open addressing over `int`s, and takes a quarter of the memory of a `HashMap<String, Integer>`.
///
/// {@snippet class="TokenizerExamples" region="tokenTable"}
public final class TokenTable {
  private String[] tokens;
  private int[] slots; // number + 1, or 0 if free; the length is a power of two
  private int size;

  /// An empty table.
  ///
  /// @param expected how many strings it can hold before it grows
  public TokenTable(int expected) {
    tokens = new String[Math.max(expected, 8)];
    slots = new int[Integer.highestOneBit(Math.max(expected, 8)) * 4];
  }

  /// How many strings there are.
  public int size() {
    return size;
  }

  /// The string with this number.
  public String token(int index) {
    return tokens[index];
  }

  /// The number of `token`, or −1.
  public int index(String token) {
    return slots[slot(token)] - 1;
  }

  /// The number of `token`, which gets the next number if it is new.
  public int add(String token) {
    int slot = slot(token);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (size == tokens.length) {
      tokens = Arrays.copyOf(tokens, size + (size >> 1));
    }
    tokens[size] = token;
    slots[slot] = ++size;
    if (size > slots.length / 2) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    slots = new int[slots.length * 2];
    for (int i = 0; i < size; i++) {
      slots[slot(tokens[i])] = i + 1;
    }
  }

  private int slot(String token) {
    int mask = slots.length - 1;
    // Hash codes of short strings are close to each other; a multiplication spreads them.
    int slot = ((token.hashCode() * 0x9E3779B9) >>> 7) & mask;
    while (slots[slot] != 0 && !tokens[slots[slot] - 1].equals(token)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
