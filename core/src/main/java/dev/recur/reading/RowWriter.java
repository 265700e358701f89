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
import java.util.List;
import java.util.Objects;
import tools.jackson.core.io.JsonStringEncoder;

/// Writes the rows that a [RowReader] has read, with additional cells, in the same format: a table
/// keeps its separator, quotation mark, header and encoding, and a JSON object all its members.
/// Other layouts are written as a table in the format of their [Source].
///
/// {@snippet class="ReadingExamples" region="write"}
public final class RowWriter implements Closeable {
  private final Source source;
  private final List<String> added;
  private final Writer out;
  private final CsvWriter table;
  private long rows;

  /// Writes the header, if there is one. Closing this writer does not close the stream.
  ///
  /// @param out the stream to write to
  /// @param reader the reader of the rows
  /// @param added the names of the additional columns
  public RowWriter(OutputStream out, RowReader reader, List<String> added) throws IOException {
    this.source = reader.source();
    this.added = List.copyOf(added);
    this.out = new OutputStreamWriter(out, source.format().charset().newEncoder());
    this.table = table(source.format(), this.out);
    if (!reader.hint().isEmpty()) {
      this.out.write(reader.hint() + "\n");
    }
    if (source.layout() != Layout.JSONL && source.format().names().isEmpty()) {
      List<String> header = new ArrayList<>(reader.columns());
      header.addAll(added);
      writeCells(header);
    }
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
  /// @param cells the additional cells, in the order of their names; in JSON a [Number] is not
  ///   quoted
  public void write(RawRow row, List<?> cells) throws IOException {
    rows++;
    if (source.layout() == Layout.JSONL) {
      writeJson(row.json(), cells);
      return;
    }
    List<String> all = new ArrayList<>(row.cells());
    cells.forEach(cell -> all.add(cell.toString()));
    writeCells(all);
  }

  /// How many rows have been written.
  public long rows() {
    return rows;
  }

  private void writeJson(String object, List<?> cells) throws IOException {
    String body = object.stripTrailing();
    String open = body.substring(0, body.length() - 1).stripTrailing(); // without its brace
    StringBuilder line = new StringBuilder(open);
    for (int i = 0; i < added.size(); i++) {
      line.append(i == 0 && open.endsWith("{") ? "" : ",");
      string(added.get(i), line).append(':');
      if (cells.get(i) instanceof Number number) {
        line.append(number);
      } else {
        string(cells.get(i).toString(), line);
      }
    }
    out.append(line).append("}\n");
  }

  private static StringBuilder string(String value, StringBuilder line) {
    line.append('"');
    JsonStringEncoder.getInstance().quoteAsString(value, line);
    return line.append('"');
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

  @Override
  public void close() throws IOException {
    table.flush();
    out.flush();
  }
}
