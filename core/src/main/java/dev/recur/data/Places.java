package dev.recur.data;

import dev.recur.reading.RawRow;
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

  /// The place of a row, such as `reviews.csv, line 17`.
  String of(int row) {
    if (files.isEmpty()) {
      return "%s, row %s".formatted(source, row);
    }
    return RawRow.where(files.get(fileOf[row]), lines[row]);
  }
}
