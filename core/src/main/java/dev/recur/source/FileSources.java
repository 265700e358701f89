package dev.recur.source;

import dev.recur.reading.OpenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Files and folders by their paths, which may be relative to a folder; `-` is standard input.
final class FileSources implements Sources {
  private static final String STANDARD_INPUT = "-";

  private final Path folder;

  FileSources(Path folder) {
    this.folder = folder;
  }

  @Override
  public Found find(String name) throws IOException {
    if (name.equals(STANDARD_INPUT)) {
      return new Found.Opened(OpenFile.of("standard input", System.in));
    }
    Path path = folder.resolve(name);
    return Files.isDirectory(path)
        ? new Found.Folder(path)
        : new Found.Opened(OpenFile.of(path, "a file"));
  }

  @Override
  public Path path(String name) {
    return folder.resolve(name);
  }

  @Override
  public void refuseTwice(List<String> names) {
    if (names.stream().filter(STANDARD_INPUT::equals).count() > 1) {
      throw new IllegalArgumentException(
          "standard input can be read only once, but - is given for more than one file");
    }
  }
}
