/// A job that the library does not have, as somebody else would write it: it predicts how many
/// letters a text has. A fixture of `cli.OwnJobTest`.
///
/// - [LengthsJob], [LengthsSettings], [LengthsLearner], [LengthsNetwork], [LengthsModel],
///   [LengthsScores], [Length]
package dev.recur.lengths;
