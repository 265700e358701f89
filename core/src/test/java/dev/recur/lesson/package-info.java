/// Which tests check which classes of this package.
///
/// - [GradientWalk], [GradientNorms], [RecallModel]: [GradientWalkTest]
/// - [VanishingLesson], [LessonNetwork], [LessonOptions], [LogBiases], [RecallTask],
///   [RecallResult], [CostMeasure], [StepCost]: [VanishingLessonTest], `cli.InspectCommandTest`
/// - [UnrolledLesson], [UnrolledOptions], [UnrolledNetwork], [UnrolledCopies], [UnrolledRun],
///   [UnrolledStep], [UnrolledPass]: [UnrolledLessonTest]
/// - [RecallTraining], [RecallOptions], [RecallProgress]: [RecallTrainingTest]
package dev.recur.lesson;
