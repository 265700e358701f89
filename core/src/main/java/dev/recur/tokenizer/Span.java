package dev.recur.tokenizer;

/// A token and its position in the text that it comes from.
///
/// {@snippet class="TokenizerExamples" region="tokenizer"}
///
/// @param token the token, as a vocabulary counts it
/// @param start the index of its first `char` in the text
/// @param end the index after its last `char`
public record Span(String token, int start, int end) {
  /// Refuses a negative start, or an end before the start.
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException(
          "a token needs 0 <= start <= end, got start %s and end %s".formatted(start, end));
    }
  }

  /// The same token in a text that has `by` more characters at its beginning.
  public Span moved(int by) {
    return by == 0 ? this : new Span(token, start + by, end + by);
  }
}
