package dev.recur.reading;

import dev.recur.settings.Sentence;
import dev.recur.settings.SettingException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

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
    permits TableRows, JsonRows, LabelledLines, FolderRows, LineRows, MemoryRows {
  private final Source source;
  private Optional<String> firstAsked = Optional.empty();
  private long rows;

  RowReader(Source source) {
    this.source = source;
  }

  /// Begins to read a file or a folder.
  ///
  /// @throws IOException if there is no such file, or it cannot be read
  public static RowReader open(Source source) throws IOException {
    return source.layout().isFolder()
        ? openFolder(source)
        : open(OpenFile.of(source.path(), source.layout().expected()), source);
  }

  private static RowReader openFolder(Source source) throws IOException {
    return source.layout() == Layout.FOLDERS ? new FolderRows(source) : new LineRows(source);
  }

  /// Begins to read a file that is open already, and is closed with the reader.
  ///
  /// @param source how it is read; its path is what messages call it
  public static RowReader open(OpenFile file, Source source) throws IOException {
    return switch (source.layout()) {
      case TABLE -> new TableRows(file, source);
      case JSONL -> new JsonRows(file, source);
      case FASTTEXT -> new LabelledLines(file, source);
      case FOLDERS, FILES ->
          throw new IllegalArgumentException(
              "%s: expected a folder, got a file".formatted(file.name()));
    };
  }

  /// Reads rows from memory.
  ///
  /// @param name what messages call them
  /// @param columns the names of the columns
  /// @param rows each with a cell for every column
  public static RowReader of(String name, List<String> columns, Iterable<List<String>> rows) {
    return new MemoryRows(Source.of(Path.of(name), Format.csv()), columns, rows.iterator());
  }

  /// Looks at the rows of a file's beginning, as far as it can be looked at ahead of reading
  /// ([OpenFile#LOOK_AHEAD]).
  ///
  /// @param more is given each row, and says whether it wants another
  /// @return the columns
  /// @throws IllegalArgumentException if the beginning cannot be read like this; says where and why
  public static List<String> look(OpenFile file, Source source, Predicate<RawRow> more)
      throws IOException {
    try (RowReader reader = open(file.beginning(source.format().charset()), source)) {
      boolean wanted = true;
      for (Optional<RawRow> row = reader.next(); wanted && row.isPresent(); row = reader.next()) {
        wanted = more.test(row.get());
      }
      return reader.columns();
    }
  }

  /// What is read.
  public Source source() {
    return source;
  }

  /// The names of the columns.
  public abstract List<String> columns();

  /// The next row; nothing after the last.
  public final Optional<RawRow> next() throws IOException {
    Optional<RawRow> row = read();
    rows += row.isPresent() ? 1 : 0;
    return row;
  }

  abstract Optional<RawRow> read() throws IOException;

  /// How many rows there were so far.
  public long rows() {
    return rows;
  }

  /// What was passed over or replaced, or could be meant otherwise, a sentence each; complete when
  /// the last row has been read.
  public List<Sentence> notes() {
    return List.of();
  }

  /// A line before the header that is for another program; or nothing.
  String hint() {
    return "";
  }

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
      int position = position(Blank.strip(name));
      if (position < 0) {
        throw SettingException.of(
            "%s%s",
            ColumnNames.unknown(source.path().toString(), Blank.strip(name), names),
            unknownCause());
      }
      firstAsked = firstAsked.or(() -> Optional.of(name));
      found.add(position);
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  /// Why a column could be missing, in brackets; or nothing.
  Sentence unknownCause() {
    return Sentence.plain("");
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
