/// Which tests check which classes of this package.
///
/// - [Tokenizer], [Tokenizers], [BasicEnglish]: [TokenizerTest]; from another jar:
///   [ProvidedTokenizerTest], `lucene.LuceneTokenizersTest`
/// - [Words], [Jamo], [Cutter], [Span], [TokenSink]: [WordsTest]
/// - [Pieces], [PieceLearner], [PieceCutter], [PieceRuns], [PairTable], [TokenTable]:
///   [PiecesTest]
/// - [LowerCase]: [LowerCaseTest]
package dev.recur.tokenizer;
