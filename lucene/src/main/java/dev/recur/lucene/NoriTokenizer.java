package dev.recur.lucene;

import org.apache.lucene.analysis.ko.KoreanAnalyzer;

/// `lucene:nori`: Korean morphemes by the dictionary mecab-ko-dic, compounds in their parts;
/// endings, particles and punctuation are dropped, Latin letters are put in lower case. Safe to
/// share between threads.
public final class NoriTokenizer extends AnalyzerTokenizer {
  /// As a service needs it.
  public NoriTokenizer() {
    super("lucene:nori", new KoreanAnalyzer());
  }
}
