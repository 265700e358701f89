/// Lucene's analysers as tokenizers of the library, found by the names `lucene:standard` and
/// `lucene:nori`.
@org.jspecify.annotations.NullMarked
module dev.recur.lucene {
  requires static org.jspecify;
  requires transitive dev.recur;
  requires org.apache.lucene.core;
  requires org.apache.lucene.analysis.nori;

  exports dev.recur.lucene;

  provides dev.recur.tokenizer.Tokenizer with
      dev.recur.lucene.StandardTokenizer,
      dev.recur.lucene.NoriTokenizer;
}
