/// Which tests check which classes of this package.
///
/// - all losses: `laws.LossGradientTest`, `golden.GoldenLossTest`; wrong input:
///   [WrongLossInputTest]
/// - [CrossEntropyLoss], [ClassTargets]: [CrossEntropyLossTest]
/// - [DeviceCrossEntropy]: `accelerator.TrainedTest` and the tests of the module `gpu`
/// - [NLLLoss]: [NLLLossTest]
/// - [BCEWithLogitsLoss]: [BCEWithLogitsLossTest]
/// - [MSELoss], [L1Loss], [HuberLoss], [Pointwise]: [RegressionLossTest]
/// - [Reduction]: all of them
///
/// Fixtures:
///
/// - [LossChecks]: compares a loss and its gradient with the definition
package dev.recur.loss;
