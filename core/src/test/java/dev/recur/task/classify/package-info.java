/// Which tests check which classes of this package.
///
/// - [ClassifyJob], [ClassifySettings], [Classifier], [ClassifierLearner], [ClassifierNetwork],
///   [ClassifierFile], [WarmUp]: [ClassifierTest]
/// - [StartingModel]: [StartingModelTest], `cli.InitTest`
/// - [Experts], [ExpertKind]: [ExpertsTest], [PooledClassifierTest]
/// - [LabelSettings], [Monitor], [SamplerKind], [Priors], [Prediction]:
///   [DecisionsOfAClassifierTest]
/// - [Decision], [Threshold]: [ThresholdTest], [DecisionsOfAClassifierTest]
/// - [RankedLabels]: [RankedLabelsTest]
/// - how a classifier reads texts: [TextsOfAClassifierTest], [PretrainedTest]
/// - [ClassWeights]: [ClassWeightsTest]
/// - [ClassifierMemory], [BatchMemory]: [ClassifierMemoryTest]
/// - [LabelAdvice], [Facts]: [LabelAdviceTest], `cli.AdviceOfRunsTest`
/// - [LabelBaseline], [LabelBaselines], [NaiveBayes], [FeatureCounts]: [LabelBaselineTest]
/// - [ClassifierScores], [LabelTables], [LabelDetails], [LabelOrder]:
///   [DecisionsOfAClassifierTest], `cli.EvaluateCommandTest`, `cli.UnmovedScreenTest`
///
/// Fixtures:
///
/// - [Divisions]: texts for a training run and its validation, and small classifiers
/// - [Sentences]: texts of a small grammar, and networks trained on them
package dev.recur.task.classify;
