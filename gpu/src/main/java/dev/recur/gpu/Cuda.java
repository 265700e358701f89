package dev.recur.gpu;

import static dev.recur.gpu.NativeLibrary.code;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.recur.accelerator.AcceleratorException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/// The functions of CUDA's driver that are needed, under their own names.
///
/// Source: NVIDIA, *CUDA Driver API*, and the header `cuda.h`, version 13.0. A function whose name
/// ends in `_v2` there has it here too: the header gives programs in C its plain name. Lengths are
/// `size_t` and addresses on the device `unsigned long long`, both of 64 bits; a `CUdevice` is an
/// int.
final class Cuda extends NativeFunctions {
  static final int OUT_OF_MEMORY = 2; // CUDA_ERROR_OUT_OF_MEMORY
  static final int NO_DEVICE = 100; // CUDA_ERROR_NO_DEVICE
  static final int COMPUTE_CAPABILITY_MAJOR = 75;
  static final int COMPUTE_CAPABILITY_MINOR = 76;
  static final int JIT_ERROR_LOG_BUFFER = 5;
  static final int JIT_ERROR_LOG_BUFFER_SIZE_BYTES = 6;
  static final int STREAM_NON_BLOCKING = 1;

  /// The oldest version that has these functions, and reads the kernels in the jar.
  private static final int OLDEST = 11_000;

  private static final List<String> NAMES = List.of("libcuda.so.1", "nvcuda.dll");

  final MethodHandle init = library.returningInt("cuInit", JAVA_INT);
  final MethodHandle deviceGetCount = library.returningInt("cuDeviceGetCount", ADDRESS);
  final MethodHandle deviceGet = library.returningInt("cuDeviceGet", ADDRESS, JAVA_INT);
  final MethodHandle deviceGetName =
      library.returningInt("cuDeviceGetName", ADDRESS, JAVA_INT, JAVA_INT);
  final MethodHandle deviceTotalMem =
      library.returningInt("cuDeviceTotalMem_v2", ADDRESS, JAVA_INT);
  final MethodHandle deviceGetAttribute =
      library.returningInt("cuDeviceGetAttribute", ADDRESS, JAVA_INT, JAVA_INT);
  final MethodHandle primaryContextRetain =
      library.returningInt("cuDevicePrimaryCtxRetain", ADDRESS, JAVA_INT);
  final MethodHandle primaryContextRelease =
      library.returningInt("cuDevicePrimaryCtxRelease_v2", JAVA_INT);
  final MethodHandle contextSetCurrent = library.returningInt("cuCtxSetCurrent", ADDRESS);
  final MethodHandle moduleLoadData =
      library.returningInt("cuModuleLoadDataEx", ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
  final MethodHandle moduleUnload = library.returningInt("cuModuleUnload", ADDRESS);
  final MethodHandle moduleGetFunction =
      library.returningInt("cuModuleGetFunction", ADDRESS, ADDRESS, ADDRESS);
  final MethodHandle launchKernel =
      library.returningInt(
          "cuLaunchKernel",
          ADDRESS, // the kernel
          JAVA_INT, // how many groups there are, by their three dimensions
          JAVA_INT,
          JAVA_INT,
          JAVA_INT, // how many threads a group has
          JAVA_INT,
          JAVA_INT,
          JAVA_INT, // bytes of shared memory beside those that the kernel declares
          ADDRESS, // the stream
          ADDRESS, // a pointer to each argument
          ADDRESS);
  final MethodHandle memAlloc = library.returningInt("cuMemAlloc_v2", ADDRESS, JAVA_LONG);
  final MethodHandle memFree = library.returningInt("cuMemFree_v2", JAVA_LONG);
  final MethodHandle copyToDevice =
      library.returningInt("cuMemcpyHtoDAsync_v2", JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS);
  final MethodHandle copyToHost =
      library.returningInt("cuMemcpyDtoHAsync_v2", ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS);
  final MethodHandle streamCreate = library.returningInt("cuStreamCreate", ADDRESS, JAVA_INT);
  final MethodHandle streamSynchronize = library.returningInt("cuStreamSynchronize", ADDRESS);
  final MethodHandle streamDestroy = library.returningInt("cuStreamDestroy_v2", ADDRESS);
  private final MethodHandle getErrorString =
      library.returningInt("cuGetErrorString", JAVA_INT, ADDRESS);

  /// 1000 · major + 10 · minor, as the driver gives it.
  private final int version;

  private Cuda(NativeLibrary library, int version) {
    super(library);
    this.version = version;
  }

  private static final class Loaded {
    static final Object LIBRARY = load();

    /// The driver, or why there is none.
    private static Object load() {
      for (String name : NAMES) {
        Optional<NativeLibrary> library = NativeLibrary.named(name);
        if (library.isPresent()) {
          try {
            int version = versionOf(library.get());
            if (version > 0 && version < OLDEST) {
              return tooOld(version);
            }
            return new Cuda(library.get(), version);
          } catch (UnsatisfiedLinkError e) {
            return "%s lacks the function %s: expected an NVIDIA driver of CUDA %s or later"
                .formatted(name, e.getMessage(), words(OLDEST));
          }
        }
      }
      return "no NVIDIA driver was found (%s)".formatted(String.join(", ", NAMES));
    }

    private static int versionOf(NativeLibrary library) {
      MethodHandle get = library.returningInt("cuDriverGetVersion", ADDRESS);
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment version = arena.allocate(JAVA_INT);
        int code = code(() -> (int) get.invokeExact(version));
        return code == 0 ? version.get(JAVA_INT, 0) : 0; // cuInit will say why
      }
    }
  }

  static String tooOld(int version) {
    return "the NVIDIA driver here is too old: expected CUDA %s or later, got CUDA %s"
        .formatted(words(OLDEST), words(version));
  }

  private static String words(int version) {
    return "%d.%d".formatted(version / 1000, version % 1000 / 10);
  }

  /// The driver of this machine, ready for use.
  ///
  /// @throws AcceleratorException if there is none, or it is too old
  static Cuda library() {
    return switch (Loaded.LIBRARY) {
      case Cuda found -> found;
      case Object reason -> throw new AcceleratorException(reason.toString());
    };
  }

  /// The newest version of CUDA that the driver knows, such as 13.0.
  String version() {
    return words(version);
  }

  /// Calls a function that has to work.
  ///
  /// @param what what it does, for the message if it fails
  void call(String what, NativeLibrary.Call call) {
    int code = code(call);
    if (code != 0) {
      throw failed(what, code, said(code));
    }
  }

  /// What the driver itself calls an error.
  private String said(int code) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocate(ADDRESS);
      int found = code(() -> (int) getErrorString.invokeExact(code, text));
      return found == 0 ? NativeLibrary.text(text.get(ADDRESS, 0)) : "unknown to the driver";
    }
  }

  /// @param said what the driver calls the error
  static AcceleratorException failed(String what, int code, String said) {
    return new AcceleratorException(
        "CUDA failed to %s: error %d (%s)".formatted(what, code, meaning(code, said)), lost(code));
  }

  private static String meaning(int code, String said) {
    return switch (code) {
      case OUT_OF_MEMORY -> "out of memory";
      case 34 -> "this libcuda is the CUDA toolkit's stub: install NVIDIA's driver";
      case 46 -> "the device is not available: does another process have it?";
      case NO_DEVICE -> "no device";
      default -> lost(code) ? "the device was lost: " + said : said;
    };
  }

  /// Whether nothing can be computed any more in this process.
  private static boolean lost(int code) {
    return switch (code) {
      case 214, 220, 226 -> true; // its memory or its link
      case 700, 702, 709, 710, 714, 715, 716, 717, 718, 719 -> true; // a kernel
      case 999 -> true;
      default -> false;
    };
  }
}
