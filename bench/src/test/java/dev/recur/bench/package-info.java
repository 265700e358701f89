/// Which tests check which classes of this package. [SameLoss] and [TaggerSteps] check that
/// both sides compute the same before their speed is measured.
///
/// - `bench/compare gpu`: its options [DeviceOptionsTest], its page and the networks that it compares
///   [DevicePageTest]
/// - [Network], [Batches], [Size]: [NetworkTest]
/// - [Roofline]: [RooflineTest]
/// - [Limits]: [LimitsTest]
/// - [ModelledCores]: [ModelledCoresTest]
/// - [Duel]: [DuelTest]
/// - [Times]: [TimesTest]
/// - [TaggerSide]: [TaggerSideTest]
/// - [Tagging], [Treebank], [OpenNlp], [RecurTagger], [WordTagger], [TaggingOptions]: [TaggingTest]
package dev.recur.bench;
