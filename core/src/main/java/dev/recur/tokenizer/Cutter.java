package dev.recur.tokenizer;

import java.util.ArrayList;
import java.util.List;

/// A tokenizer that knows the position of each of its tokens, like all those of the library. It
/// implements one method for both tokens and spans.
interface Cutter extends Tokenizer {
  /// Passes the tokens of `text` to `sink`, in order.
  void cut(String text, TokenSink sink);

  @Override
  default List<String> tokenize(String text) {
    List<String> tokens = new ArrayList<>();
    cut(text, (token, start, end) -> tokens.add(token));
    return tokens;
  }

  @Override
  default List<Span> spans(String text) {
    List<Span> spans = new ArrayList<>();
    cut(text, (token, start, end) -> spans.add(new Span(token, start, end)));
    return spans;
  }
}
