/// Which tests check which classes of this package.
///
/// - [NGrams]: [NGramsTest]
/// - [NGramCounts]: [NGramCountsTest]
/// - [NGramTable], [NGramRows]: [NGramTableTest]
/// - [LogisticRegression], [LinearMethod], [LabelledRows]: [LogisticRegressionTest]
/// - [ComplementBayes]: [ComplementBayesTest]
/// - [Pooling], [Softmax]: [PoolingTest]
/// - [CrossFit]: [CrossFitTest]
/// - [NGramModel], [LinearWeights]: [NGramModelTest]
/// - [NGramShares], [NGramNames]: [NGramSharesTest]
///
/// Fixtures:
///
/// - [NaiveNGrams]: the n-grams of a text by their definition
/// - [RandomTexts]: texts of a few classes, and their vectors in double precision
package dev.recur.ngram;
