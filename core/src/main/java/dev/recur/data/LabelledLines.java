package dev.recur.data;

import dev.recur.reading.Blank;
import dev.recur.reading.OpenFile;
import dev.recur.reading.TextLines;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The lines of a file that has a label, a blank and a text on each, as fastText reads them; its
/// `__label__` may stand before the label. Blank lines are passed over.
final class LabelledLines extends RowReader {
  private static final String MARK = "__label__";

  private final TextLines lines;

  LabelledLines(OpenFile file, Source source) throws IOException {
    super(source);
    this.lines = TextLines.of(file, source.format().charset());
  }

  @Override
  public List<String> columns() {
    return ClassFolder.COLUMNS;
  }

  @Override
  Optional<RawRow> read() throws IOException {
    Optional<String> line = lines.next();
    while (line.isPresent() && Blank.is(line.get())) {
      line = lines.next();
    }
    return line.map(text -> row(Blank.strip(text)));
  }

  private RawRow row(String line) {
    int end = endOfWord(line);
    String text = Blank.strip(line.substring(end));
    if (text.startsWith(MARK)) {
      throw new IllegalArgumentException(
          "%s, line %s: expected one label, got %s and %s"
              .formatted(
                  source().path(),
                  lines.number(),
                  line.substring(0, end),
                  text.substring(0, endOfWord(text))));
    }
    String label = line.substring(0, end);
    return new RawRow(
        source().path(),
        lines.number(),
        List.of(text, label.startsWith(MARK) ? label.substring(MARK.length()) : label));
  }

  private static int endOfWord(String text) {
    int end = 0;
    while (end < text.length() && !Blank.is(text.charAt(end))) {
      end++;
    }
    return end;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
