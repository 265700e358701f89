package dev.recur.reading;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// One row as it stands in its file.
///
/// @param file where it was read
/// @param line the line on which it begins, from 1; 0 where the whole file is the row
/// @param cells its cells, in the order of the reader's columns
/// @param json the object as it is written, where the file holds JSON; otherwise empty
/// @param nested the places of cells that are no text but a JSON array or object, and empty here
public record RawRow(Path file, long line, List<String> cells, String json, Set<Integer> nested) {

  /// Keeps the lists as they are: rows are many.
  public RawRow {}

  /// A row of texts.
  RawRow(Path file, long line, List<String> cells) {
    this(file, line, cells, "", Set.of());
  }

  /// A cell, or several joined by a line break, as [RowReader#positions] found them.
  ///
  /// @throws IllegalArgumentException if it is no text but a JSON array or object
  public String text(int[] positions) {
    String first = cell(positions[0]);
    if (positions.length == 1) {
      return first;
    }
    StringBuilder joined = new StringBuilder(first);
    for (int i = 1; i < positions.length; i++) {
      joined.append('\n').append(cell(positions[i]));
    }
    return joined.toString();
  }

  private String cell(int position) {
    if (nested.contains(position)) {
      throw new IllegalArgumentException(
          "%s: expected a string or a number, got a JSON array or object".formatted(where()));
    }
    return cells.get(position);
  }

  /// Where it stands, such as `reviews.csv, line 17`.
  public String where() {
    return where(file, line);
  }

  /// The place of a row, such as `reviews.csv, line 17`.
  ///
  /// @param line from 1; 0 where the whole file is the row
  public static String where(Path file, long line) {
    return line > 0 ? "%s, line %s".formatted(file, line) : file.toString();
  }
}
