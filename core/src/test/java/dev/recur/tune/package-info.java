/// Which tests check which classes of this package.
///
/// - [Tuning], [Tuned], [Trial], [TrialPool], [Stopwatch], [TuneSettings]: [TuningTest]; as the
///   command shows them: `cli.TuneCommandTest`
/// - [TrialsFile]: [TrialsFileTest]
/// - [SearchSpace], [Range]: [SearchSpaceTest]
/// - [Halving], [Importance], [SizeChart]: [ImportanceTest]
package dev.recur.tune;
