package dev.recur.reading;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The rows of a table one after another, including blank ones and those with a wrong number of
/// cells.
interface Records extends Closeable {

  /// The cells of a row.
  ///
  /// @param line the line on which it begins, from 1
  /// @param cells at least one
  record Cells(long line, List<String> cells) {
    /// Whether it is an empty line.
    boolean isEmpty() {
      return cells.size() == 1 && cells.getFirst().isEmpty();
    }
  }

  /// The next row; empty after the last.
  ///
  /// @throws IllegalArgumentException for malformed text; gives the line and the cause
  Optional<Cells> next() throws IOException;

  /// How many rows there would be if quotation marks were ordinary characters, known once all rows
  /// have been read. Empty if there are no such marks, if the number is the same, or if it would
  /// not be a table.
  Optional<Long> rowsWithoutMarks();
}
