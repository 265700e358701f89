package dev.recur.gpu;

import static dev.recur.gpu.NativeLibrary.code;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.recur.accelerator.AcceleratorException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// NVIDIA's run-time compiler for CUDA C, a library, which comes with CUDA's toolkit and with
/// Python's package `nvidia-cuda-nvrtc`.
///
/// The system property `dev.recur.nvrtc` may name its file; [NvrtcFiles] has the other places.
///
/// Source: NVIDIA, *NVRTC*, and the header `nvrtc.h`, version 13.0.
final class Nvrtc {
  static final String PROPERTY = "dev.recur.nvrtc";

  /// The names of its files, the newest first.
  static final List<String> NAMES =
      List.of("libnvrtc.so.13", "libnvrtc.so.12", "nvrtc64_130_0.dll", "nvrtc64_120_0.dll");

  /// Every operation is rounded once, as on the CPU.
  private static final List<String> ROUNDING =
      List.of("--fmad=false", "--prec-div=true", "--prec-sqrt=true", "--ftz=false");

  private final String file;
  private final String version;
  private final MethodHandle createProgram;
  private final MethodHandle destroyProgram;
  private final MethodHandle compileProgram;
  private final MethodHandle getLogSize;
  private final MethodHandle getLog;
  private final MethodHandle getBinarySize;
  private final MethodHandle getBinary;
  private final MethodHandle getPtxSize;
  private final MethodHandle getPtx;
  private final MethodHandle getErrorString;

  private Nvrtc(NativeLibrary library) {
    file = library.name();
    createProgram =
        library.returningInt(
            "nvrtcCreateProgram", ADDRESS, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
    destroyProgram = library.returningInt("nvrtcDestroyProgram", ADDRESS);
    compileProgram = library.returningInt("nvrtcCompileProgram", ADDRESS, JAVA_INT, ADDRESS);
    getLogSize = library.returningInt("nvrtcGetProgramLogSize", ADDRESS, ADDRESS);
    getLog = library.returningInt("nvrtcGetProgramLog", ADDRESS, ADDRESS);
    getBinarySize = library.returningInt("nvrtcGetCUBINSize", ADDRESS, ADDRESS);
    getBinary = library.returningInt("nvrtcGetCUBIN", ADDRESS, ADDRESS);
    getPtxSize = library.returningInt("nvrtcGetPTXSize", ADDRESS, ADDRESS);
    getPtx = library.returningInt("nvrtcGetPTX", ADDRESS, ADDRESS);
    getErrorString = library.returningAddress("nvrtcGetErrorString", JAVA_INT);
    MethodHandle getVersion = library.returningInt("nvrtcVersion", ADDRESS, ADDRESS);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment major = arena.allocate(JAVA_INT);
      MemorySegment minor = arena.allocate(JAVA_INT);
      call("give its version", () -> (int) getVersion.invokeExact(major, minor));
      version = "%d.%d".formatted(major.get(JAVA_INT, 0), minor.get(JAVA_INT, 0));
    }
  }

  private static final class Loaded {
    static final Optional<Nvrtc> LIBRARY = NvrtcFiles.load().flatMap(Loaded::complete);

    private static Optional<Nvrtc> complete(NativeLibrary library) {
      try {
        return Optional.of(new Nvrtc(library));
      } catch (UnsatisfiedLinkError e) {
        return Optional.empty(); // too old: the driver compiles
      }
    }
  }

  /// The library of this machine, if there is one.
  ///
  /// @throws AcceleratorException if `dev.recur.nvrtc` names a file that cannot be used
  static Optional<Nvrtc> find() {
    String set = System.getProperty(PROPERTY);
    return set == null ? Loaded.LIBRARY : Optional.of(in(set));
  }

  private static Nvrtc in(String file) {
    String problem = "cannot be loaded";
    Optional<NativeLibrary> library = NvrtcFiles.in(Path.of(file));
    if (library.isPresent()) {
      try {
        return new Nvrtc(library.get());
      } catch (UnsatisfiedLinkError e) {
        problem = "lacks the function " + e.getMessage();
      }
    }
    throw new AcceleratorException(
        "%s: expected the file of NVRTC, got %s, which %s".formatted(PROPERTY, file, problem));
  }

  /// Its version, such as 13.0.
  String version() {
    return version;
  }

  /// The machine code of a program.
  ///
  /// @param architecture such as `sm_90`
  byte[] binary(String source, String architecture) {
    return compiled(source, architecture, getBinarySize, getBinary);
  }

  /// A program in the language that drivers compile.
  ///
  /// @param architecture such as `compute_75`
  String ptx(String source, String architecture) {
    byte[] text = compiled(source, architecture, getPtxSize, getPtx);
    return MemorySegment.ofArray(text).getString(0);
  }

  private byte[] compiled(
      String source, String architecture, MethodHandle size, MethodHandle content) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment none = MemorySegment.NULL;
      MemorySegment made = arena.allocate(ADDRESS);
      MemorySegment text = arena.allocateFrom(source);
      MemorySegment name = arena.allocateFrom("kernels.c");
      call(
          "read the kernels",
          () -> (int) createProgram.invokeExact(made, text, name, 0, none, none));
      MemorySegment program = made.get(ADDRESS, 0);
      try {
        compile(arena, program, architecture);
        return content(arena, program, size, content).toArray(JAVA_BYTE);
      } finally {
        code(() -> (int) destroyProgram.invokeExact(made));
      }
    }
  }

  private void compile(Arena arena, MemorySegment program, String architecture) {
    List<String> options = new ArrayList<>(ROUNDING);
    options.add("--gpu-architecture=" + architecture);
    MemorySegment words = arena.allocate(ADDRESS, options.size());
    for (int i = 0; i < options.size(); i++) {
      words.setAtIndex(ADDRESS, i, arena.allocateFrom(options.get(i)));
    }
    int count = options.size();
    int code = code(() -> (int) compileProgram.invokeExact(program, count, words));
    if (code != 0) {
      String log = content(arena, program, getLogSize, getLog).getString(0);
      String first = log.lines().filter(l -> l.contains("error")).findFirst().orElse(said(code));
      throw new AcceleratorException(
          "NVRTC %s (%s) does not compile the kernels for %s: %s"
              .formatted(version, file, architecture, first.strip()));
    }
  }

  private MemorySegment content(
      Arena arena, MemorySegment program, MethodHandle size, MethodHandle content) {
    MemorySegment bytes = arena.allocate(JAVA_LONG);
    call("give a result", () -> (int) size.invokeExact(program, bytes));
    MemorySegment result = arena.allocate(Math.max(1, bytes.get(JAVA_LONG, 0)));
    call("give a result", () -> (int) content.invokeExact(program, result));
    return result;
  }

  private void call(String what, NativeLibrary.Call call) {
    int code = code(call);
    if (code != 0) {
      throw new AcceleratorException(
          "NVRTC (%s) failed to %s: %s".formatted(file, what, said(code)));
    }
  }

  private String said(int code) {
    MemorySegment[] text = new MemorySegment[1];
    code(
        () -> {
          text[0] = (MemorySegment) getErrorString.invokeExact(code);
          return 0;
        });
    return NativeLibrary.text(text[0]);
  }
}
