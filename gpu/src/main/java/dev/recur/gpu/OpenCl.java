package dev.recur.gpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.recur.accelerator.AcceleratorException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The functions of OpenCL 1.2 that are needed, under their own names.
///
/// Source: Khronos, *The OpenCL Specification*, version 1.2.
final class OpenCl extends NativeFunctions {
  static final int DEVICE_NOT_FOUND = -1;
  static final int OUT_OF_MEMORY = -4; // CL_MEM_OBJECT_ALLOCATION_FAILURE
  static final int OUT_OF_RESOURCES = -5;
  static final int OUT_OF_HOST_MEMORY = -6;
  static final int INVALID_BUFFER_SIZE = -61;
  static final int NO_PLATFORM = -1001; // CL_PLATFORM_NOT_FOUND_KHR

  static final int PLATFORM_NAME = 0x0902;
  static final int DEVICE_TYPE = 0x1000;
  static final int DEVICE_MAX_WORK_GROUP_SIZE = 0x1004;
  static final int DEVICE_GLOBAL_MEMORY = 0x101F;
  static final int DEVICE_NAME = 0x102B;
  static final int DEVICE_EXTENSIONS = 0x1030;
  static final int DRIVER_VERSION = 0x102D;
  static final int PROGRAM_BUILD_LOG = 0x1183;
  static final long ALL_DEVICES = 0xFFFFFFFFL;
  static final long GPU = 1L << 2;

  private static final List<String> NAMES =
      List.of(
          "libOpenCL.so.1",
          "libOpenCL.so",
          "OpenCL.dll",
          "/System/Library/Frameworks/OpenCL.framework/OpenCL");

  final MethodHandle getPlatformIds =
      library.returningInt("clGetPlatformIDs", JAVA_INT, ADDRESS, ADDRESS);
  final MethodHandle getPlatformInfo =
      library.returningInt("clGetPlatformInfo", ADDRESS, JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS);
  final MethodHandle getDeviceIds =
      library.returningInt("clGetDeviceIDs", ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS);
  final MethodHandle getDeviceInfo =
      library.returningInt("clGetDeviceInfo", ADDRESS, JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS);
  final MethodHandle createContext =
      library.returningAddress(
          "clCreateContext", ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  final MethodHandle createCommandQueue =
      library.returningAddress("clCreateCommandQueue", ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
  final MethodHandle createProgramWithSource =
      library.returningAddress(
          "clCreateProgramWithSource", ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
  final MethodHandle buildProgram =
      library.returningInt("clBuildProgram", ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  final MethodHandle getProgramBuildInfo =
      library.returningInt(
          "clGetProgramBuildInfo", ADDRESS, ADDRESS, JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS);
  final MethodHandle createKernel =
      library.returningAddress("clCreateKernel", ADDRESS, ADDRESS, ADDRESS);
  final MethodHandle setKernelArg =
      library.returningInt("clSetKernelArg", ADDRESS, JAVA_INT, JAVA_LONG, ADDRESS);
  final MethodHandle enqueueKernel =
      library.returningInt(
          "clEnqueueNDRangeKernel",
          ADDRESS,
          ADDRESS,
          JAVA_INT,
          ADDRESS,
          ADDRESS,
          ADDRESS,
          JAVA_INT,
          ADDRESS,
          ADDRESS);
  final MethodHandle createBuffer =
      library.returningAddress("clCreateBuffer", ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS);
  final MethodHandle enqueueWrite =
      library.returningInt(
          "clEnqueueWriteBuffer",
          ADDRESS,
          ADDRESS,
          JAVA_INT,
          JAVA_LONG,
          JAVA_LONG,
          ADDRESS,
          JAVA_INT,
          ADDRESS,
          ADDRESS);
  final MethodHandle enqueueRead =
      library.returningInt(
          "clEnqueueReadBuffer",
          ADDRESS,
          ADDRESS,
          JAVA_INT,
          JAVA_LONG,
          JAVA_LONG,
          ADDRESS,
          JAVA_INT,
          ADDRESS,
          ADDRESS);
  final MethodHandle flush = library.returningInt("clFlush", ADDRESS);
  final MethodHandle finish = library.returningInt("clFinish", ADDRESS);
  final MethodHandle releaseBuffer = library.returningInt("clReleaseMemObject", ADDRESS);
  final MethodHandle releaseKernel = library.returningInt("clReleaseKernel", ADDRESS);
  final MethodHandle releaseProgram = library.returningInt("clReleaseProgram", ADDRESS);
  final MethodHandle releaseQueue = library.returningInt("clReleaseCommandQueue", ADDRESS);
  final MethodHandle releaseContext = library.returningInt("clReleaseContext", ADDRESS);

  private OpenCl(NativeLibrary library) {
    super(library);
  }

  private static final class Loaded {
    static final Object LIBRARY = load();

    /// The library, or why there is none.
    private static Object load() {
      for (String name : NAMES) {
        Optional<NativeLibrary> library = NativeLibrary.named(name);
        if (library.isPresent()) {
          try {
            return new OpenCl(library.get());
          } catch (UnsatisfiedLinkError e) {
            return "%s lacks the function %s: expected OpenCL 1.2 or later"
                .formatted(name, e.getMessage());
          }
        }
      }
      return "no OpenCL was found (libOpenCL.so.1, OpenCL.dll): install the GPU's OpenCL driver and, on"
          + " Linux, an OpenCL loader, such as the package ocl-icd-libopencl1";
    }
  }

  /// The library of this machine.
  ///
  /// @throws AcceleratorException if there is none
  static OpenCl library() {
    return switch (Loaded.LIBRARY) {
      case OpenCl found -> found;
      case Object reason -> throw new AcceleratorException(reason.toString());
    };
  }

  /// A call that returns an object, and its error code elsewhere.
  interface Creation {
    MemorySegment run(MemorySegment error) throws Throwable;
  }

  /// The error code of a call.
  static int code(NativeLibrary.Call call) {
    return NativeLibrary.code(call);
  }

  /// Calls a function that has to work.
  ///
  /// @param what what it does, for the message if it fails
  static void call(String what, NativeLibrary.Call call) {
    int code = code(call);
    if (code != 0) {
      throw failed(what, code);
    }
  }

  /// Creates an object.
  static MemorySegment create(String what, Creation creation) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(JAVA_INT);
      MemorySegment[] made = new MemorySegment[1];
      call(
          what,
          () -> {
            made[0] = creation.run(error);
            return error.get(JAVA_INT, 0);
          });
      return made[0];
    }
  }

  static AcceleratorException failed(String what, int code) {
    return new AcceleratorException(
        "OpenCL failed to %s: error %s%s".formatted(what, code, meaning(code)), lost(code));
  }

  /// Whether a call failed for lack of memory. (−61: a buffer of that size is never allowed.)
  static boolean isOutOfMemory(int code) {
    return code == OUT_OF_MEMORY
        || code == OUT_OF_RESOURCES
        || code == OUT_OF_HOST_MEMORY
        || code == INVALID_BUFFER_SIZE;
  }

  /// Whether the device may be unusable from now on: kernels that failed, or its queue is gone.
  private static boolean lost(int code) {
    return switch (code) {
      case OUT_OF_RESOURCES, -14, -36, -58 -> true;
      default -> false;
    };
  }

  private static String meaning(int code) {
    return switch (code) {
      case DEVICE_NOT_FOUND -> " (no device)";
      case -2 -> " (the device is not available: does another process have it?)";
      case OUT_OF_MEMORY, OUT_OF_RESOURCES, OUT_OF_HOST_MEMORY -> " (out of memory)";
      case -11 -> " (the kernels do not build)";
      case -36, -14, -58 -> " (the device was lost)";
      default -> "";
    };
  }

  /// A text about a platform or a device.
  static String text(MethodHandle info, MemorySegment of, int key) {
    try (Arena arena = Arena.ofConfined()) {
      long room = 16_384;
      MemorySegment text = arena.allocate(room);
      call(
          "describe a device",
          () -> (int) info.invokeExact(of, key, room, text, MemorySegment.NULL));
      return text.getString(0, StandardCharsets.UTF_8).strip();
    }
  }

  /// A number about a device.
  static long number(MethodHandle info, MemorySegment of, int key) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment number = arena.allocate(JAVA_LONG);
      call(
          "describe a device",
          () -> (int) info.invokeExact(of, key, 8L, number, MemorySegment.NULL));
      return number.get(JAVA_LONG, 0);
    }
  }
}
