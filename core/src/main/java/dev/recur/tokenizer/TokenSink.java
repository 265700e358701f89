package dev.recur.tokenizer;

/// What a tokeniser tells of its tokens, one after the other.
@FunctionalInterface
interface TokenSink {
  /// A token that stands from `start` up to `end`.
  void token(String token, int start, int end);
}
