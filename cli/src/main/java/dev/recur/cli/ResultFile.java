package dev.recur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.recur.file.AtomicFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A picture or a page that an option names, written atomically.
///
/// @param option the option, such as `--svg`
/// @param path its value
/// @param force whether an existing file is replaced
record ResultFile(String option, Path path, boolean force) {
  /// Refuses a name that cannot be used, before the work begins.
  void check() throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(path)) {
      throw new IllegalArgumentException(
          "%s must name a file, and %s is a folder".formatted(option, path));
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IllegalArgumentException(
          "%s must name a regular file, got %s (a device or a pipe?)".formatted(option, path));
    }
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(
          folder.toString(), null, "there is no such folder for " + option);
    }
    if (!force && Files.exists(path)) {
      throw new FileAlreadyExistsException(
          path.toString(),
          null,
          "already exists; give another %s, or --force to overwrite it".formatted(option));
    }
  }

  /// Refuses a name that cannot be used, or is that of a file that is read.
  void checkApart(Path... read) throws IOException {
    for (Path other : read) {
      if (Files.exists(path) && Files.exists(other) && Files.isSameFile(path, other)) {
        throw new IllegalArgumentException(
            "%s names %s, a file that is read: give the page another name".formatted(option, path));
      }
    }
    check();
  }

  /// Writes the text of a picture or a page.
  void write(String text) throws IOException {
    AtomicFile.write(path, force, out -> out.write(text.getBytes(UTF_8)));
  }
}
