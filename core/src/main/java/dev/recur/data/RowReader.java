package dev.recur.data;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rows of a file or folder, one after another, in as much memory as one row takes.
///
///     try (RowReader reader = RowReader.open(Source.of(path, Format.csv()))) {
///       int[] text = reader.positions("title,body");
///       for (var row = reader.next(); row.isPresent(); row = reader.next()) {
///         System.out.println(row.get().text(text));
///       }
///     }
///
/// What is not as it should be is an [IllegalArgumentException] that says where and why.
public abstract sealed class RowReader implements Closeable
    permits TableRows, JsonRows, FolderRows, LineRows {
  private final Source source;
  private Optional<String> firstAsked = Optional.empty();

  RowReader(Source source) {
    this.source = source;
  }

  /// Begins to read.
  ///
  /// @throws IOException if there is no such file, or it cannot be read
  public static RowReader open(Source source) throws IOException {
    return switch (source.layout()) {
      case TABLE -> new TableRows(source);
      case JSONL -> new JsonRows(source);
      case FOLDERS -> new FolderRows(source);
      case FILES -> new LineRows(source);
    };
  }

  /// What is read.
  public Source source() {
    return source;
  }

  /// The names of the columns.
  public abstract List<String> columns();

  /// The next row; nothing after the last.
  public abstract Optional<RawRow> next() throws IOException;

  /// Where the cells of a column stand. A name that no column has can be a list, `title,body`: then
  /// it is those columns, joined by a line break, which every tokenizer keeps apart from a space.
  ///
  /// @throws IllegalArgumentException if there is no such column; names the nearest
  public int[] positions(String column) {
    List<String> names = columns();
    int only = position(column);
    if (only >= 0) {
      firstAsked = firstAsked.or(() -> Optional.of(column));
      return new int[] {only};
    }
    List<Integer> found = new ArrayList<>();
    for (String name : column.split(",", -1)) {
      int position = position(name.strip());
      if (position < 0) {
        throw new IllegalArgumentException(
            Names.unknown(source.path().toString(), name.strip(), names) + unknownCause());
      }
      firstAsked = firstAsked.or(() -> Optional.of(name));
      found.add(position);
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  /// Why a column could be missing, in brackets; or nothing.
  String unknownCause() {
    return "";
  }

  /// The column that was asked for first, for the sentence about a row that has too many cells.
  String firstAsked() {
    return firstAsked.orElse(columns().getFirst());
  }

  private int position(String name) {
    int first = columns().indexOf(name);
    if (first != columns().lastIndexOf(name)) {
      throw new IllegalArgumentException(
          "%s has two columns called \"%s\"".formatted(source.path(), name));
    }
    return first;
  }
}
