package dev.recur.lucene;

import org.apache.lucene.analysis.standard.StandardAnalyzer;

/// `lucene:standard`: lower-case words according to Unicode Standard Annex 29; punctuation is
/// dropped, and an emoji is a word. Safe to share between threads.
///
/// {@snippet class="LuceneExamples" region="standard"}
public final class StandardTokenizer extends AnalyzerTokenizer {
  /// Used by [java.util.ServiceLoader].
  public StandardTokenizer() {
    super("lucene:standard", new StandardAnalyzer());
  }
}
