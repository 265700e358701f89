package dev.recur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.recur.file.AtomicFile;
import dev.recur.pages.Chart;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The file of a picture, written atomically.
///
/// @param path the value of `--svg`
/// @param force whether an existing file is replaced
record PictureFile(Path path, boolean force) {
  /// Refuses a name that cannot be used, before the work begins.
  void check() throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(path)) {
      throw new IllegalArgumentException(
          "--svg must name a file, and %s is a folder".formatted(path));
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IllegalArgumentException(
          "--svg must name a regular file, got %s (a device or a pipe?)".formatted(path));
    }
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString(), null, "there is no such folder for --svg");
    }
    if (!force && Files.exists(path)) {
      throw new FileAlreadyExistsException(
          path.toString(), null, "already exists; give another --svg, or --force to overwrite it");
    }
  }

  void write(Chart chart) throws IOException {
    AtomicFile.write(path, force, out -> out.write(chart.svg().getBytes(UTF_8)));
  }
}
