package dev.recur.reading;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// One row of a file, before any conversion.
///
/// {@snippet class="ReadingExamples" region="rows"}
///
/// @param file the file it was read from
/// @param line the line on which it begins, counted from 1; 0 if the whole file is the row
/// @param cells its cells, in the order of the reader's columns
/// @param written the JSON object or the lines of a sentence as written in the file; empty for
///   other layouts
/// @param nested the positions of cells that hold a JSON array or object: as a [TokenCell] if it is
///   an array of strings and numbers, otherwise as written
public record RawRow(
    Path file, long line, List<String> cells, String written, Set<Integer> nested) {

  /// Does not copy the lists, because there are many rows.
  public RawRow {}

  /// A row of cells alone.
  RawRow(Path file, long line, List<String> cells) {
    this(file, line, cells, "", Set.of());
  }

  /// The text of a cell, or of several joined by line breaks.
  ///
  /// @param positions from [RowReader#positions]
  /// @throws IllegalArgumentException if a cell holds a JSON array or object
  public String text(int[] positions) {
    for (int position : positions) {
      if (nested.contains(position)) {
        throw new IllegalArgumentException(
            "%s: expected a string or a number, got a JSON array or object".formatted(where()));
      }
    }
    return any(positions);
  }

  /// The text of a cell, or of several joined by line breaks, whatever they hold.
  ///
  /// @param positions from [RowReader#positions]
  public String any(int[] positions) {
    String first = cells.get(positions[0]);
    if (positions.length == 1) {
      return first;
    }
    StringBuilder joined = new StringBuilder(first);
    for (int i = 1; i < positions.length; i++) {
      joined.append('\n').append(cells.get(positions[i]));
    }
    return joined.toString();
  }

  /// The location of this row, such as `reviews.csv, line 17`.
  public String where() {
    return where(file, line);
  }

  /// The location of a row, such as `reviews.csv, line 17`.
  ///
  /// @param line counted from 1; 0 if the whole file is the row
  public static String where(Path file, long line) {
    return line > 0 ? "%s, line %s".formatted(file, line) : file.toString();
  }
}
