/// A job that is not in the library, written as a user would write it: it predicts how many letters
/// a text has. A fixture of `cli.OwnJobTest`.
///
/// - [LengthsJob], [LengthsSettings], [LengthsLearner], [LengthsNetwork], [LengthsModel],
///   [LengthsScores], [Length]
package dev.recur.lengths;
