package dev.recur.lucene;

import dev.recur.text.Span;
import dev.recur.text.Tokenizer;
import java.util.List;
import org.apache.lucene.analysis.ko.KoreanAnalyzer;

/// `lucene:nori`: Korean morphemes by the dictionary mecab-ko-dic, compounds in their parts;
/// endings, particles and punctuation are dropped, Latin letters are put in lower case. Safe to
/// share between threads.
public final class NoriTokenizer implements Tokenizer {
  private final AnalyzedText texts = new AnalyzedText(new KoreanAnalyzer());

  /// As a service needs it.
  public NoriTokenizer() {}

  @Override
  public String name() {
    return "lucene:nori";
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
