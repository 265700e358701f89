package dev.recur;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The compiled classes of the library, read as files: what the compiler really wrote.
final class ClassFiles {
  static final Path LIBRARY = Path.of("target", "classes");
  static final Path TESTS = Path.of("target", "test-classes");

  private ClassFiles() {}

  /// Every class of the library but `module-info`.
  static List<ClassModel> library() {
    return under(LIBRARY);
  }

  static List<ClassModel> under(Path folder) {
    var classes = new ArrayList<ClassModel>();
    try (var files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        if (file.toString().endsWith(".class") && !file.endsWith("module-info.class")) {
          classes.add(ClassFile.of().parse(file));
        }
      }
    } catch (IOException e) {
      throw new AssertionError("the tests run in core's folder, after its compilation", e);
    }
    return classes;
  }

  /// The class's name as in Java source, nested classes with a `$`.
  static String name(ClassModel type) {
    return type.thisClass().asInternalName().replace('/', '.');
  }

  /// `nn` for a class in `dev.recur.nn`, the empty string for one in `dev.recur` itself.
  static String packageOf(ClassModel type) {
    String name = name(type);
    String prefix = "dev.recur.";
    int end = name.lastIndexOf('.');
    return name.startsWith(prefix) && end > prefix.length()
        ? name.substring(prefix.length(), end)
        : "";
  }
}
