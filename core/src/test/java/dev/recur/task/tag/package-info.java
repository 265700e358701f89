/// Which tests check which classes of this package.
///
/// - [TagJob], [TagLearner], [TaggerNetwork], [TagDecoder], [Tagger], [Tagged], [TaggerFile],
///   [WordsOfText], [OutsideScore]: [TaggerTest]; from the command: `cli.TagCommandTest`
/// - [Sentences], [Sentence], [LabelledSpan]: [SentencesTest]
/// - [TagFields], [TagNames], [WordBatch]: [TagFieldsTest]
/// - [WordSettings], [TaggerSettings], [TagLabelSettings], [TagSettings]: `settings.SettingsTest`
/// - [TaggerMemory], [WordBatchMemory], [LongestSentences]: [TaggerMemoryTest]
/// - [FrequentTag], [SimpleTagger]: [FrequentTagTest]
/// - [Perceptron], [TaggedWord], [TagWeights], [FeatureNumbers]: [PerceptronTest]
/// - [TagChecks], [TagBaselines]: `cli.TagCommandTest`
///
/// Fixtures:
///
/// - [SmallLanguage]: sentences that a small network learns; [TaggerExample]: a tagger of them, for
///   the examples
package dev.recur.task.tag;
