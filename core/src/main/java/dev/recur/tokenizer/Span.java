package dev.recur.tokenizer;

/// A token and where it stands in the text that it was cut from.
///
/// @param token the token, as a vocabulary counts it
/// @param start where it begins, counted in Java's `char`s from 0
/// @param end where it ends; the character at `end` does not belong to it
public record Span(String token, int start, int end) {
  /// Refuses what lies in no text.
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException(
          "a token cannot stand from %s to %s".formatted(start, end));
    }
  }

  /// The same token where the text stands behind `by` other characters.
  public Span moved(int by) {
    return by == 0 ? this : new Span(token, start + by, end + by);
  }
}
