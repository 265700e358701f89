/// Which tests check which classes of this package. On PoCL, where it is installed; a line says so
/// where it is not.
///
/// - [OpenClDriver], [OpenClAccelerator], [OpenCl], [NativeLibrary], [NativeFunctions],
///   [KernelSource]: [LaunchesTest], [SameModelTest]; copies: [OpenClCopiesTest]
/// - [Staging]: [StagingTest], [OpenClCopiesTest]
/// - [CudaDriver], [CudaAccelerator], [Cuda], [CudaModule]: [CudaDriverTest]; the kernels in the
///   jar: [KernelPtxTest]
/// - [Nvrtc], [NvrtcFiles]: [NvrtcTest]
///
/// Fixtures:
///
/// - [RecordingAccelerator], [Signatures]: compare launches with the kernels' source
/// - [SmallTraining], [SmallOperations]: what is computed on both sides
package dev.recur.gpu;
