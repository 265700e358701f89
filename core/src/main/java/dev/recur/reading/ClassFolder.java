package dev.recur.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Lists the files or folders in a folder, sorted by name, without hidden ones.
final class ClassFolder {
  static final List<String> COLUMNS = List.of("text", "label");

  private ClassFolder() {}

  static List<Path> folders(Path folder) throws IOException {
    return list(folder, Files::isDirectory);
  }

  static List<Path> files(Path folder) throws IOException {
    return list(folder, Files::isRegularFile);
  }

  /// Refuses anything but a folder.
  static void check(Path folder, String expected) throws IOException {
    if (!Files.exists(folder)) {
      throw new NoSuchFileException(folder.toString(), null, "there is no such folder");
    }
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "%s: expected a folder with %s, got a file".formatted(folder, expected));
    }
  }

  static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static List<Path> list(Path folder, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> seen = all.filter(path -> !name(path).startsWith(".")).toList();
      for (Path path : seen) {
        if (!Files.isDirectory(path) && !Files.isRegularFile(path)) {
          throw new IllegalArgumentException(
              "%s: expected a file or a folder, got %s"
                  .formatted(
                      path,
                      Files.isSymbolicLink(path)
                          ? "a link to a file that does not exist"
                          : "something else (a pipe?)"));
        }
      }
      return seen.stream().filter(wanted).sorted(Comparator.comparing(ClassFolder::name)).toList();
    }
  }
}
