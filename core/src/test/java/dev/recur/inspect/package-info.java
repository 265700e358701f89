/// Which tests check which classes of this package.
///
/// - [GradientWalk], [GradientNorms], [RecallModel]: [GradientWalkTest]
/// - [VanishingLesson], [LessonNetwork], [LessonOptions], [LogBiases], [RecallTask],
///   [RecallResult], [CostMeasure], [StepCost]: [VanishingLessonTest], `cli.InspectCommandTest`
/// - [UnrolledLesson], [UnrolledOptions], [UnrolledNetwork], [UnrolledCopies], [Unrolled],
///   [UnrolledStep], [UnrolledPass]: [UnrolledLessonTest]
/// - [RecallTraining], [RecallOptions], [RecallProgress]: [RecallTrainingTest]
/// - [Machine]: [MachineTest]
/// - [Lens], [LensOptions], [TextView], [TokenView], [PrefixAnswer], [Occlusion], [Attribution],
///   [IntegratedGradients], [NetworkRows]: [LensTest]; [ViewBlocks]: `cli.InspectCommandTest`
/// - [LayerView], [LayerViews], [Activations], [Saturation], [SentenceView]: [LayerViewsTest]
/// - [SpectralRadius]: [SpectralRadiusTest]
/// - [Neighbours]: [NeighboursTest]
///
/// Fixtures:
///
/// - [SmallClassifiers]: classifiers of the sentences of a small grammar
package dev.recur.inspect;
