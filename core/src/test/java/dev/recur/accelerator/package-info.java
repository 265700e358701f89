/// Which tests check which classes of this package.
///
/// - [Accelerator], [DeviceArray]: [AcceleratorTest], [MirroredTest], [TrainedTest]; with layers
///   `laws.AcceleratorLawTest`, `laws.AcceleratorTokensLawTest`, `laws.LayerLawTest`
/// - [Accelerators], [AcceleratorDriver], [AcceleratorInfo], [AcceleratorException]:
///   [AcceleratorTest]
///
/// - [TestDevice]: [TestDeviceTest]
///
/// Fixtures:
///
/// - [TestDevice]: where tests compute, and a [HostAccelerator] or a real device
/// - [HostAccelerator]: an accelerator whose memory is a set of Java arrays; [Launch]: one launch
///   of a kernel there
/// - its kernels, by name [HostKernels]: [ElementKernels], [ProductKernels], [RowKernels],
///   [ForwardKernels], [BackwardKernels] (with [Previous]), [PoolingKernels], [AttentionKernels],
///   [LossKernels], [UpdateKernels]
package dev.recur.accelerator;
