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
/// - on an accelerator, [DeviceKernels]: `laws.AcceleratorLawTest`; [Mirror], [DevicePool],
///   [TransposeCache]: `accelerator.MirroredTest`, `accelerator.TrainedTest`,
///   `accelerator.AcceleratorTest`; [BitsProbe]: [BitsProbeTest]
/// - [Occurrences]: `laws.AcceleratorTokensLawTest`; [HostReads]: `gpu.SameModelTest`
/// - [TableLookup]: [TableLookupTest], `laws.MergingLawTest`
/// - [Choice], [FusedMultiplyAdd]: [ChoiceTest], [ScalarWarningTest]
///
/// Fixtures:
///
/// - [Functions]: the functions of [Polynomials], for other packages
/// - [Floats]: arrays of floats, compared bit by bit
/// - [TileTemplate]: the source of the tiles
package dev.recur.kernel;
