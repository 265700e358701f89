package dev.recur.gpu;

/// Functions of a library: a subclass has a field for each, which it takes from the library.
abstract class NativeFunctions {
  final NativeLibrary library;

  NativeFunctions(NativeLibrary library) {
    this.library = library;
  }
}
