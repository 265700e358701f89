package dev.recur.data;

import dev.recur.reading.RawRow;
import java.nio.file.Path;

/// Where a row was read, as its user counts.
///
/// {@snippet class="DataExamples" region="place"}
///
/// @param file the file's name; for rows in memory their number as well, such as `the data set, row
///   5`
/// @param line the line on which the row begins, from 1; 0 if the file is the row
public record Place(String file, long line) {

  /// Such as `reviews.csv, line 17`.
  @Override
  public String toString() {
    return line > 0 ? RawRow.where(Path.of(file), line) : file;
  }
}
