package dev.recur.gpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.recur.accelerator.AcceleratorException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/// A library of functions in C, which stays loaded.
@SuppressWarnings("restricted") // calls of native functions are what this class is for
final class NativeLibrary {
  private static final Linker LINKER = Linker.nativeLinker();

  private final String name;
  private final SymbolLookup functions;

  private NativeLibrary(String name, SymbolLookup functions) {
    this.name = name;
    this.functions = functions;
  }

  /// The library of this name where the operating system looks for libraries; empty if there is
  /// none.
  static Optional<NativeLibrary> named(String name) {
    try {
      return Optional.of(new NativeLibrary(name, SymbolLookup.libraryLookup(name, Arena.global())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    } catch (IllegalCallerException e) {
      throw new AcceleratorException(
          "Java refuses to call %s: start it with --enable-native-access=dev.recur.gpu (on the class"
                  .formatted(name)
              + " path, ALL-UNNAMED)");
    }
  }

  /// The library in this file; empty if it cannot be loaded.
  static Optional<NativeLibrary> in(Path file) {
    try {
      return Optional.of(
          new NativeLibrary(file.toString(), SymbolLookup.libraryLookup(file, Arena.global())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// The name or the file that it was loaded by.
  String name() {
    return name;
  }

  /// A function that returns an int.
  ///
  /// @throws UnsatisfiedLinkError if the library lacks it
  MethodHandle returningInt(String function, MemoryLayout... parameters) {
    return LINKER.downcallHandle(find(function), FunctionDescriptor.of(JAVA_INT, parameters));
  }

  /// A function that returns a pointer.
  ///
  /// @throws UnsatisfiedLinkError if the library lacks it
  MethodHandle returningAddress(String function, MemoryLayout... parameters) {
    return LINKER.downcallHandle(find(function), FunctionDescriptor.of(ADDRESS, parameters));
  }

  private MemorySegment find(String function) {
    return functions.find(function).orElseThrow(() -> new UnsatisfiedLinkError(function));
  }

  /// A call of a function that returns an error code.
  interface Call {
    int run() throws Throwable;
  }

  /// The error code of a call.
  static int code(Call call) {
    try {
      return call.run();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e); // a call of a native function throws nothing else
    }
  }

  /// The text at a pointer, up to its 0.
  static String text(MemorySegment pointer) {
    return pointer.reinterpret(Long.MAX_VALUE).getString(0);
  }
}
