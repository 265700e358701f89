package dev.recur.tokenizer;

/// Receives the tokens of a text one after another.
@FunctionalInterface
interface TokenSink {
  /// Receives a token that is at `start` up to `end`.
  void token(String token, int start, int end);
}
