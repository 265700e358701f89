/// Which tests check which classes of this package.
///
/// - [GradientWalk], [GradientNorms], [RecallModel]: [GradientWalkTest]
/// - [VanishingLesson], [LessonNetwork], [LessonOptions], [LogBiases], [RecallTask],
///   [RecallResult], [CostMeasure], [StepCost]: [VanishingLessonTest], `cli.InspectCommandTest`
/// - [Machine]: [MachineTest]
package dev.recur.inspect;
