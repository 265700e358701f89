/// Which tests check which classes of this package.
///
/// - [ClassScores], [Scores], [Figure], [Interval], [Bootstrap]: [ClassScoresTest] (by hand),
///   [FiguresOfManyClassesTest] (against the definitions)
/// - [ClassMetrics]: [ClassMetricsTest], [FiguresOfManyClassesTest]
/// - [ClassResamples], [Resamples], [Ranking], [Rankings]: [FiguresOfManyClassesTest]
/// - [TagScores], [TagCounts], [TagTables], [TagDetails]: [TagScoresTest]
/// - [Comparison]: [ComparisonTest]
/// - [LogTable]: [LogTableTest]
/// - [Block]: `cli.UnmovedScreenTest`
///
/// Fixtures:
///
/// - [NaiveFigures]: every figure as its definition
package dev.recur.score;
