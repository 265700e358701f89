package dev.recur.reading;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Writes the rows that a [RowReader] has read, with additional cells, in the same format: a table
/// keeps its separator, quotation mark, header and encoding, a JSON object all its members, and a
/// sentence its comments and columns. Other layouts are written as a table in the format of their
/// [Source].
///
/// {@snippet class="ReadingExamples" region="write"}
public final class RowWriter implements Closeable {
  private final Source source;
  private final List<String> added;
  private final Writer out;
  private final CsvWriter table;
  private final Optional<SentenceRows> sentences; // the rows, if they are such
  private final Optional<TokenLines> tokens; // of answers to texts
  private final boolean objects; // JSON, of rows that are not
  private final List<String> columns;
  private final String column;
  private long rows;

  /// Writes the header, if there is one. Closing this writer does not close the stream.
  ///
  /// @param out the stream to write to
  /// @param reader the reader of the rows
  /// @param added the names of the additional columns
  public RowWriter(OutputStream out, RowReader reader, List<String> added) throws IOException {
    this(out, reader, added, "");
  }

  /// Writes the header, if there is one. Closing this writer does not close the stream.
  ///
  /// @param out the stream to write to
  /// @param reader the reader of the rows
  /// @param added the names of the additional columns
  /// @param column the column of CoNLL-U that tags replace; without it they follow `Tag=` in the
  ///   column `misc`
  public RowWriter(OutputStream out, RowReader reader, List<String> added, String column)
      throws IOException {
    this(out, reader, added, column, Optional.empty(), false);
  }

  private RowWriter(
      OutputStream out,
      RowReader reader,
      List<String> added,
      String column,
      Optional<TokenLines> tokens,
      boolean objects)
      throws IOException {
    this.tokens = tokens;
    this.objects = objects;
    this.columns = List.copyOf(reader.columns());
    this.source = reader.source();
    this.added = List.copyOf(added);
    this.out = new OutputStreamWriter(out, source.format().charset().newEncoder());
    this.table = table(source.format(), this.out);
    this.sentences = reader instanceof SentenceRows rows ? Optional.of(rows) : Optional.empty();
    this.column = column;
    if (!reader.hint().isEmpty()) {
      this.out.write(reader.hint() + "\n");
    }
    boolean cells =
        source.layout() != Layout.JSONL && sentences.isEmpty() && tokens.isEmpty() && !objects;
    if (cells && source.format().names().isEmpty()) {
      List<String> header = new ArrayList<>(reader.columns());
      header.addAll(added);
      writeCells(header);
    }
  }

  /// A writer of answers to texts, one word per line, with the cells `tags` and `tokens`.
  ///
  /// @param out the stream to write to
  /// @param reader the reader of the rows
  /// @param added the names of the additional columns
  /// @param layout [Layout#CONLLU] or [Layout#CONLL]
  /// @param column the column of CoNLL-U for the tags
  public static RowWriter ofSentences(
      OutputStream out, RowReader reader, List<String> added, Layout layout, String column)
      throws IOException {
    return new RowWriter(
        out, reader, added, column, Optional.of(new TokenLines(layout, column, added)), false);
  }

  /// A writer of JSON Lines for rows of another layout: an object for each row, with its cells
  /// under the names of their columns, and the additional cells.
  ///
  /// @param out the stream to write to
  /// @param reader the reader of the rows
  /// @param added the names of the additional columns
  public static RowWriter ofObjects(OutputStream out, RowReader reader, List<String> added)
      throws IOException {
    return new RowWriter(out, reader, added, "", Optional.empty(), true);
  }

  private static CsvWriter table(Format format, Writer out) {
    return CsvWriter.builder()
        .fieldSeparator(format.separator())
        .quoteCharacter(format.quote().orElse('"'))
        .quoteStrategy(QuoteStrategies.REQUIRED)
        .lineDelimiter(LineDelimiter.LF)
        .build(out);
  }

  /// Writes a row.
  ///
  /// @param row a row from the reader
  /// @param cells the additional cells, in the order of their names: strings, numbers, lists and
  ///   maps; in a table a list or map is written as JSON. Of a sentence, the first list is its
  ///   tags, and the others are not written
  public void write(RawRow row, List<?> cells) throws IOException {
    rows++;
    if (objects) {
      writeObject(row, cells);
    } else if (tokens.isPresent()) {
      out.write(tokens.get().lines(cells));
    } else if (source.layout() == Layout.JSONL) {
      writeJson(row.written(), cells);
    } else if (sentences.isPresent()) {
      out.write(sentences.get().format().tagged(row.written(), tags(cells), column) + "\n\n");
    } else {
      List<String> all = new ArrayList<>(row.cells());
      cells.forEach(cell -> all.add(isStructure(cell) ? Json.value(cell) : cell.toString()));
      writeCells(all);
    }
  }

  private static boolean isStructure(Object cell) {
    return cell instanceof Collection<?> || cell instanceof Map<?, ?>;
  }

  private static List<String> tags(List<?> cells) {
    return cells.stream()
        .filter(cell -> cell instanceof List<?>)
        .findFirst()
        .map(list -> ((List<?>) list).stream().map(Object::toString).toList())
        .orElseThrow(
            () -> new IllegalArgumentException("expected a list of tags, one for each word"));
  }

  /// How many rows have been written.
  public long rows() {
    return rows;
  }

  private void writeObject(RawRow row, List<?> cells) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      String cell = row.cells().get(i);
      object.put(columns.get(i), TokenCell.is(cell) ? TokenCell.tokens(cell) : cell);
    }
    for (int i = 0; i < added.size(); i++) {
      object.put(added.get(i), cells.get(i));
    }
    out.append(Json.line(object)).append('\n');
  }

  private void writeJson(String object, List<?> cells) throws IOException {
    String body = object.stripTrailing();
    String open = body.substring(0, body.length() - 1).stripTrailing(); // without its brace
    StringBuilder line = new StringBuilder(open);
    for (int i = 0; i < added.size(); i++) {
      line.append(i == 0 && open.endsWith("{") ? "" : ",");
      line.append(Json.value(added.get(i))).append(':').append(Json.value(cells.get(i)));
    }
    out.append(line).append("}\n");
  }

  private void writeCells(List<String> cells) throws IOException {
    if (source.format().quote().isPresent()) {
      try {
        table.writeRecord(cells);
      } catch (UncheckedIOException e) {
        throw Objects.requireNonNull(e.getCause());
      }
      return;
    }
    String separator = Character.toString(source.format().separator());
    for (String cell : cells) {
      if (cell.contains(separator) || cell.contains("\n")) {
        throw new IllegalArgumentException(
            "\"%s\" cannot be a cell of a table without quotation marks, because it contains a %s"
                .formatted(
                    cell, cell.contains("\n") ? "line break" : source.format().separatorName()));
      }
    }
    out.write(String.join(separator, cells) + "\n");
  }

  /// Writes what follows the last row in the input, and all that is still to be written.
  @Override
  public void close() throws IOException {
    String rest = sentences.isPresent() ? sentences.get().rest() : "";
    if (!rest.isEmpty() && tokens.isEmpty() && !objects) {
      out.write(rest.stripTrailing() + "\n");
    }
    table.flush();
    out.flush();
  }
}
