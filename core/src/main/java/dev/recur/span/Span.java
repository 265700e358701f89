package dev.recur.span;

/// Neighbouring tokens of a sentence that belong together, such as the name of a person.
///
/// {@snippet class="SpanExamples" region="scheme"}
///
/// @param from the number of its first token
/// @param to the number after its last token
/// @param type what it is, such as `PER`; empty where there is only one type, without a name
public record Span(int from, int to, String type) {
  /// Refuses a span without tokens, or one that begins before the sentence.
  public Span {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException(
          "a span needs 0 <= from < to, got from %s and to %s".formatted(from, to));
    }
  }
}
