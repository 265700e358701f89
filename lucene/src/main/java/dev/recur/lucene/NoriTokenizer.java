package dev.recur.lucene;

import org.apache.lucene.analysis.ko.KoreanAnalyzer;

/// `lucene:nori`: Korean morphemes according to the dictionary mecab-ko-dic, with compounds split
/// into their parts. Endings, particles and punctuation are dropped; Latin letters are lower-cased.
/// Safe to share between threads.
///
/// {@snippet class="LuceneExamples" region="nori"}
public final class NoriTokenizer extends AnalyzerTokenizer {
  /// Used by [java.util.ServiceLoader].
  public NoriTokenizer() {
    super("lucene:nori", new KoreanAnalyzer());
  }
}
