package dev.recur.reading;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The rows of a table as its file has them, one after another, whatever they hold.
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

  /// The next row; nothing after the last.
  ///
  /// @throws IllegalArgumentException for what is no row; says where and why
  Optional<Cells> next() throws IOException;

  /// How many rows there would be if quotation marks were letters, once all are read: nothing if
  /// there are no such marks, or it would be no table.
  Optional<Long> rowsWithoutMarks();
}
