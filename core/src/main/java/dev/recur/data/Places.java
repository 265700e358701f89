package dev.recur.data;

import java.nio.file.Path;
import java.util.List;

/// Where the rows of a table came from.
final class Places {
  private final String source;
  private final List<Path> files;
  private final int[] fileOf; // of each row
  private final long[] lines; // 0 where a row is the whole file, or from memory

  Places(String source, List<Path> files, int[] fileOf, long[] lines) {
    this.source = source;
    this.files = List.copyOf(files);
    this.fileOf = fileOf;
    this.lines = lines;
  }

  Place of(int row) {
    return files.isEmpty()
        ? new Place("%s, row %s".formatted(source, row), 0)
        : new Place(files.get(fileOf[row]).toString(), lines[row]);
  }
}
