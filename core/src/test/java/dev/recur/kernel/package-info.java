/// Which tests check which classes of this package.
///
/// - [Kernels], [ScalarKernels], [VectorKernels], [VectorLanes], [Lanes], [Scratch]: [KernelsTest];
///   in layers, losses and training `laws.KernelLawTest`, `laws.TrainingLawTest`,
///   `train.ScalarThroughoutTest`
/// - [ScalarProducts], [VectorProducts], [VectorTiles], [VectorShapes], [VectorRow],
///   [PackedMatrix]: [ProductsTest]; the source of [VectorShapes]: [TileTemplateTest]
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
/// - [TileTemplate]: the source of the tiles
package dev.recur.kernel;
