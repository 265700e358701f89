/// Which tests check which classes of this package.
///
/// - [Trainer], [TrainerOptions], [Trainable], [Policy], [Progress], [EarlyStopping],
///   [PlateauPolicy], [TrainingStep], [TrainingEvent], [StoppedException],
///   [TrainingFailedException]: [TrainerTest]
/// - [RateFinder], [Rehearsal]: [RateFinderTest]
/// - [PlateauPolicy], [StopAtTarget], [TimeBudget]: [LimitsTest]
/// - [Saved], [State], [TrainedWeights], [EpochSoFar], [PastEpochs], [Clock], at every batch:
///   [ResumedTrainingTest]
/// - [WeightAverage]: [WeightAverageTest]; [WeightsBefore]: [TrainerTest]
/// - [StepFigures], [HostFigures], [DeviceFigures]: [DeviceFiguresTest]
/// - [BatchFeed]: [BatchFeedTest]
/// - [TruncatedBptt]: [TruncatedBpttTest]
/// - [LossCurve]: `task.classify.LabelAdviceTest`
/// - [TrainingLog]: [TrainingLogTest]
/// - training with scalar kernels only: [ScalarThroughoutTest]
///
/// Fixtures:
///
/// - [Words]: a small classifier
/// - [WindowsByHand]: truncated back-propagation as the loop of a textbook
package dev.recur.train;
