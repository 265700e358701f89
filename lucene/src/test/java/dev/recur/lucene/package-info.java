/// Which tests check which classes of this package.
///
/// - [AnalyzerTokenizer], [StandardTokenizer], [NoriTokenizer]: [LuceneTokenizersTest]
///
/// Fixtures:
///
/// - [LuceneExamples]: what the documentation shows ([LuceneTokenizersTest] runs it)
package dev.recur.lucene;
