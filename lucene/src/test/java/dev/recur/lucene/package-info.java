/// Which tests check which classes of this package.
///
/// - [AnalyzerTokenizer], [StandardTokenizer], [NoriTokenizer]: [LuceneTokenizersTest]
package dev.recur.lucene;
