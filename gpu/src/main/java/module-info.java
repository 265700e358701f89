/// GPUs for the library, by the drivers that they come with.
@org.jspecify.annotations.NullMarked
module dev.recur.gpu {
  requires static org.jspecify;
  requires transitive dev.recur;

  provides dev.recur.accelerator.AcceleratorDriver with
      dev.recur.gpu.CudaDriver,
      dev.recur.gpu.OpenClDriver;
}
