/// Which tests check which classes of this package. On PoCL, where it is installed; a line says so
/// where it is not.
///
/// - [OpenClDriver], [OpenClAccelerator], [OpenCl], [NativeLibrary], [Staging], [KernelSource]:
///   [LaunchesTest], [SameModelTest]
/// - [CudaDriver], [CudaAccelerator], [Cuda], [CudaModule]: [CudaDriverTest]; the kernels in the
///   jar: [KernelPtxTest]
/// - [Nvrtc], [NvrtcFiles]: [NvrtcTest]
///
/// Fixtures:
///
/// - [RecordingAccelerator], [Signatures]: compare launches with the kernels' source
/// - [SmallTraining], [SmallOperations]: what is computed on both sides
package dev.recur.gpu;
