package dev.recur.bench.quality;

import java.util.List;

/// How many rows a draw has to learn from: a number, or the whole set.
///
/// @param count the number; 0 for the whole set
record Rows(int count) implements Comparable<Rows> {
  /// The whole set.
  static final Rows WHOLE = new Rows(0);

  /// The sizes of the protocol.
  static final List<Rows> ALL =
      List.of(
          new Rows(100), new Rows(300), new Rows(1_000), new Rows(3_000), new Rows(10_000), WHOLE);

  /// Reads a number or `whole`.
  static Rows parse(String word) {
    if (word.equals(WHOLE.toString())) {
      return WHOLE;
    }
    if (!word.matches("[1-9]\\d{1,6}")) {
      throw new IllegalArgumentException(
          "--rows: expected numbers from 10, or whole, got \"%s\"".formatted(word));
    }
    return new Rows(Integer.parseInt(word));
  }

  boolean isWhole() {
    return count == 0;
  }

  /// Numbers in their order, the whole set last.
  @Override
  public int compareTo(Rows other) {
    return Integer.compareUnsigned(count - 1, other.count - 1);
  }

  @Override
  public String toString() {
    return isWhole() ? "whole" : Integer.toString(count);
  }
}
