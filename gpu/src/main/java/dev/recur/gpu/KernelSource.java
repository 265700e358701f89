package dev.recur.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The source of the kernels, for each dialect of C.
final class KernelSource {
  private KernelSource() {}

  static String openCl() {
    return read("opencl.h") + read("kernels.c");
  }

  static String cuda() {
    return read("cuda.h") + read("kernels.c");
  }

  /// The kernels in PTX, the language that NVIDIA's drivers compile, with a 0 at the end.
  ///
  /// They are for GPUs from compute capability 7.5 on, the oldest that NVRTC 13 compiles for. As
  /// they use nothing newer, they say that they are in PTX 7.0, which drivers of CUDA 11.0 and
  /// later read (from 450 on); NVRTC 13 itself says 9.0, for which it takes CUDA 13.0 (580).
  static byte[] ptx() {
    return (read("kernels.ptx") + '\0').getBytes(StandardCharsets.UTF_8);
  }

  static String read(String name) {
    try (InputStream in = KernelSource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar of dev.recur.gpu lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
