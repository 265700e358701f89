package dev.recur.gpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.recur.accelerator.AcceleratorException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// The kernels, loaded on a device.
///
/// If NVRTC is here, it compiles them for the device. Otherwise, or if it does not know the device
/// or is newer than the driver, the driver compiles the PTX in the jar: see [KernelSource#ptx()].
///
/// @param module its `CUmodule`
/// @param compiler what compiled them
record CudaModule(MemorySegment module, String compiler) {
  private static final long LOG_ROOM = 1 << 14;
  private static final int OLDEST_MAJOR = 7; // of the PTX
  private static final int OLDEST_MINOR = 5;

  /// Loads the kernels in the current context.
  static CudaModule load(Cuda cu, CudaDriver.Found on) {
    Optional<Nvrtc> nvrtc = Nvrtc.find();
    if (nvrtc.isPresent()) {
      try {
        byte[] binary =
            nvrtc.get().binary(KernelSource.cuda(), "sm_%d%d".formatted(on.major(), on.minor()));
        return new CudaModule(load(cu, binary), "NVRTC " + nvrtc.get().version());
      } catch (AcceleratorException e) {
        if (e.lost() || !readsPtx(on)) {
          throw e;
        }
      }
    }
    if (!readsPtx(on)) {
      throw new AcceleratorException(
          "%s (%s) has compute capability %d.%d, but the kernels in the jar need %d.%d or later"
                  .formatted(
                      on.info().device(),
                      on.info().name(),
                      on.major(),
                      on.minor(),
                      OLDEST_MAJOR,
                      OLDEST_MINOR)
              + " (for an older GPU, NVRTC 12 compiles them: libnvrtc.so.12)");
    }
    return new CudaModule(load(cu, KernelSource.ptx()), "the driver");
  }

  private static boolean readsPtx(CudaDriver.Found on) {
    return on.major() > OLDEST_MAJOR || (on.major() == OLDEST_MAJOR && on.minor() >= OLDEST_MINOR);
  }

  /// @param image a binary, or a text that ends with 0
  private static MemorySegment load(Cuda cu, byte[] image) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocate(image.length, 8);
      MemorySegment.copy(image, 0, copy, JAVA_BYTE, 0, image.length);
      MemorySegment log = arena.allocate(LOG_ROOM);
      MemorySegment options =
          arena.allocateFrom(
              JAVA_INT, Cuda.JIT_ERROR_LOG_BUFFER, Cuda.JIT_ERROR_LOG_BUFFER_SIZE_BYTES);
      MemorySegment values = arena.allocateFrom(JAVA_LONG, log.address(), LOG_ROOM);
      MemorySegment module = arena.allocate(ADDRESS);
      int code =
          NativeLibrary.code(
              () -> (int) cu.moduleLoadData.invokeExact(module, copy, 2, options, values));
      String first = log.getString(0).lines().filter(l -> !l.isBlank()).findFirst().orElse("");
      cu.call(first.isEmpty() ? "load the kernels" : "load the kernels, " + first, () -> code);
      return module.get(ADDRESS, 0);
    }
  }
}
