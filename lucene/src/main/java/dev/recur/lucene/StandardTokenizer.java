package dev.recur.lucene;

import org.apache.lucene.analysis.standard.StandardAnalyzer;

/// `lucene:standard`: words as Unicode Standard Annex 29 parts them, in lower case; punctuation is
/// dropped, an emoji is a word. Safe to share between threads.
public final class StandardTokenizer extends AnalyzerTokenizer {
  /// As a service needs it.
  public StandardTokenizer() {
    super("lucene:standard", new StandardAnalyzer());
  }
}
