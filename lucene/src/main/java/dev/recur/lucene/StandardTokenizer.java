package dev.recur.lucene;

import dev.recur.text.Span;
import dev.recur.text.Tokenizer;
import java.util.List;
import org.apache.lucene.analysis.standard.StandardAnalyzer;

/// `lucene:standard`: words as Unicode Standard Annex 29 parts them, in lower case; punctuation is
/// dropped, an emoji is a word. Safe to share between threads.
public final class StandardTokenizer implements Tokenizer {
  private final AnalyzedText texts = new AnalyzedText(new StandardAnalyzer());

  /// As a service needs it.
  public StandardTokenizer() {}

  @Override
  public String name() {
    return "lucene:standard";
  }

  @Override
  public String version() {
    return AnalyzedText.VERSION;
  }

  @Override
  public List<String> tokenize(String text) {
    return texts.tokens(text);
  }

  @Override
  public List<Span> spans(String text) {
    return texts.spans(text);
  }
}
