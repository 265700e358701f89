/// Which tests check which classes of this package.
///
/// - [Optimizer], [OptimizerOptions], [ParameterGroup], [Slot], [Sgd], [SgdOptions], [Adam],
///   [AdamOptions], [AdamStep], [AdamW], [AdamWOptions], [RmsProp], [RmsPropOptions], [Adagrad],
///   [AdagradOptions], [Adadelta], [AdadeltaOptions]: [OptimizerTest], `golden.GoldenOptimiserTest`
/// - on an accelerator, [DeviceUpdate], [DeviceSquares]: `accelerator.TrainedTest` and the tests of
///   the module `gpu`; [DeviceNorms]: [DeviceNormsTest]
/// - [SavedState]: [OptimizerStateTest], [ReduceOnPlateauTest]
/// - [DeferredRows]: [DeferredRowsTest]; what reads a table in between: [CatchingUpTest]
/// - [Clipping]: [ClippingTest], `golden.GoldenOptimiserTest`
/// - [Schedule], [OneCycle]: [ScheduleTest], `golden.GoldenScheduleTest`
/// - [ReduceOnPlateau], [ReduceOnPlateauOptions]: [ReduceOnPlateauTest],
///   `golden.GoldenScheduleTest`
/// - [Require], and wrong options of all of them: [WrongOptionsTest]
///
/// Fixtures:
///
/// - [Formulas]: every optimiser as its formula in double precision
package dev.recur.optim;
