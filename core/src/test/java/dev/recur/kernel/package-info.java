/// Which tests check which classes of this package.
///
/// - [Kernels], [ScalarKernels], [VectorKernels], [VectorLanes], [Lanes], [Scratch]: [KernelsTest];
///   in layers, losses and training `laws.KernelLawTest`, `laws.TrainingLawTest`,
///   `train.ScalarThroughoutTest`
/// - [ScalarProducts], [VectorProducts], [VectorTiles], [VectorEdges], [VectorRow],
///   [PackedMatrix]: [ProductsTest]
/// - [PackedCache]: [PackedCacheTest]
/// - [Sum]: [SumsTest]
/// - [Polynomials], [ScalarPolynomials], [VectorPolynomials]: [PolynomialsTest]
/// - [AdamKernels], [VectorAdam], [PutOff]: `optim.OptimizerTest`, `optim.DeferredRowsTest`
/// - [Arena]: [ArenaTest]; [Storage]: all tests of `laws`
/// - [TableLookup]: [TableLookupTest], `laws.MergingLawTest`
/// - [Choice], [FusedMultiplyAdd]: [ChoiceTest], [ScalarWarningTest]
///
/// Fixtures:
///
/// - [Floats]: arrays of floats, compared bit by bit
package dev.recur.kernel;
