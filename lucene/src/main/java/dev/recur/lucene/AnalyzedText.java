package dev.recur.lucene;

import dev.recur.text.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.util.Version;

/// The terms of texts, and where they stand. An analyser gives each thread a stream of its own.
final class AnalyzedText {
  /// Lucene's: another one may know other words.
  static final String VERSION = Version.LATEST.toString();

  private final Analyzer analyzer;

  AnalyzedText(Analyzer analyzer) {
    this.analyzer = analyzer;
  }

  List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    read(text, (term, start, end) -> tokens.add(term));
    return tokens;
  }

  List<Span> spans(String text) {
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
      throw new UncheckedIOException(e); // a string is read, so there is none
    }
  }
}
