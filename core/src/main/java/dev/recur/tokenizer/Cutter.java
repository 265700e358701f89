package dev.recur.tokenizer;

import java.util.ArrayList;
import java.util.List;

/// A tokeniser that knows where each of its tokens stands: all those of the library. What it does
/// is written once, for tokens and for spans.
interface Cutter extends Tokenizer {
  /// Tells `sink` of the tokens of `text`, in order.
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
