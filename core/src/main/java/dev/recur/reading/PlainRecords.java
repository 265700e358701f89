package dev.recur.reading;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a table without quotation marks: every line is a row, and `"` is an ordinary character.
final class PlainRecords implements Records {
  private final TextLines lines;
  private final char separator;

  PlainRecords(OpenFile file, Format format) throws IOException {
    this.lines = TextLines.of(file, format.charset());
    this.separator = format.separator();
  }

  @Override
  public Optional<Cells> next() throws IOException {
    Optional<String> line = lines.next();
    return line.map(text -> new Cells(lines.number(), cells(text)));
  }

  private List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    int from = 0;
    for (int to = line.indexOf(separator); to >= 0; to = line.indexOf(separator, from)) {
      cells.add(line.substring(from, to));
      from = to + 1;
    }
    cells.add(line.substring(from));
    return cells;
  }

  @Override
  public Optional<Long> rowsWithoutMarks() {
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
