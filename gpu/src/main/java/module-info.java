/// Runs the library on GPUs, through the CUDA and OpenCL drivers of their vendors.
@org.jspecify.annotations.NullMarked
module dev.recur.gpu {
  requires static org.jspecify;
  requires transitive dev.recur;

  provides dev.recur.accelerator.AcceleratorDriver with
      dev.recur.gpu.CudaDriver,
      dev.recur.gpu.OpenClDriver;
}
