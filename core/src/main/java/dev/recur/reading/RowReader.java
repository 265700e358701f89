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

/// Reads the rows of a file or folder one after another, with only one row in memory.
///
/// {@snippet class="ReadingExamples" region="rows"}
///
/// Malformed data throws an [IllegalArgumentException] that gives the file, the line and the cause.
public abstract sealed class RowReader implements Closeable
    permits TableRows, JsonRows, SentenceRows, LabelledLines, FolderRows, LineRows, MemoryRows {
  private final Source source;
  private Optional<String> firstAsked = Optional.empty();
  private long rows;

  RowReader(Source source) {
    this.source = source;
  }

  /// Opens a file or a folder.
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

  /// Reads a file that is already open. Closing the reader closes the file.
  ///
  /// @param source how to read the file; its path is the name for messages
  public static RowReader open(OpenFile file, Source source) throws IOException {
    return switch (source.layout()) {
      case TABLE -> new TableRows(file, source);
      case JSONL -> new JsonRows(file, source);
      case CONLLU, CONLL -> new SentenceRows(file, source);
      case FASTTEXT -> new LabelledLines(file, source);
      case FOLDERS, FILES ->
          throw new IllegalArgumentException(
              "%s: expected a folder, got a file".formatted(file.name()));
    };
  }

  /// Reads rows from memory.
  ///
  /// @param name the name for messages
  /// @param columns the names of the columns
  /// @param rows the rows, each with a cell for every column
  public static RowReader of(String name, List<String> columns, Iterable<List<String>> rows) {
    return new MemoryRows(Source.of(Path.of(name), Format.csv()), columns, rows.iterator());
  }

  /// Inspects the rows in the beginning of a file ([OpenFile#beginning]), ahead of reading it.
  ///
  /// @param more receives each row, and returns whether to continue
  /// @return the names of the columns
  /// @throws IllegalArgumentException if the beginning does not have this layout and format; gives
  ///   the line and the cause
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

  /// What this reader reads.
  public Source source() {
    return source;
  }

  /// The names of the columns.
  public abstract List<String> columns();

  /// The next row; empty after the last.
  public final Optional<RawRow> next() throws IOException {
    Optional<RawRow> row = read();
    rows += row.isPresent() ? 1 : 0;
    return row;
  }

  abstract Optional<RawRow> read() throws IOException;

  /// How many rows have been read so far.
  public long rows() {
    return rows;
  }

  /// Notes for the user about data that was ignored, replaced or ambiguous, one sentence each;
  /// complete once the last row has been read.
  public List<Sentence> notes() {
    return List.of();
  }

  /// A line before the header that is meant for another program, such as `sep=;`; empty if none.
  String hint() {
    return "";
  }

  /// The positions of a column's cells in each row, for [RawRow#text]. If no column has this name,
  /// it can be a list of columns, such as `title,body`, whose cells are joined by line breaks.
  ///
  /// @throws IllegalArgumentException if there is no such column; suggests the most similar name
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

  /// The likely cause of a missing column, in parentheses; may be empty.
  Sentence unknownCause() {
    return Sentence.plain("");
  }

  /// The column that was requested first, for the message about a row with a wrong number of cells.
  String firstAsked() {
    return firstAsked.orElse(columns().getFirst());
  }

  /// The position of a column; negative if there is none of this name.
  int position(String name) {
    int first = columns().indexOf(name);
    if (first != columns().lastIndexOf(name)) {
      throw new IllegalArgumentException(
          "%s has two columns called \"%s\"".formatted(source.path(), name));
    }
    return first;
  }
}
