package dev.recur.lucene;

import dev.recur.tokenizer.Span;
import dev.recur.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.util.Version;

/// A tokenizer that returns the terms of an analyser, and their positions. Safe to share between
/// threads, because an analyser gives each thread its own stream.
abstract sealed class AnalyzerTokenizer implements Tokenizer
    permits StandardTokenizer, NoriTokenizer {
  private final String name;
  private final Analyzer analyzer;

  AnalyzerTokenizer(String name, Analyzer analyzer) {
    this.name = name;
    this.analyzer = analyzer;
  }

  @Override
  public final String name() {
    return name;
  }

  /// Lucene's version: another one may return other terms.
  @Override
  public final String version() {
    return Version.LATEST.toString();
  }

  @Override
  public final List<String> tokenize(String text) {
    List<String> tokens = new ArrayList<>();
    read(text, (term, start, end) -> tokens.add(term));
    return tokens;
  }

  @Override
  public final List<Span> spans(String text) {
    List<Span> spans = new ArrayList<>();
    read(text, (term, start, end) -> spans.add(new Span(term, start, end)));
    return spans;
  }

  private interface Sink {
    void term(String term, int start, int end);
  }

  private void read(String text, Sink sink) {
    try (TokenStream stream = analyzer.tokenStream("", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      OffsetAttribute place = stream.addAttribute(OffsetAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        sink.term(term.toString(), place.startOffset(), place.endOffset());
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // cannot happen: the text is in memory
    }
  }
}
