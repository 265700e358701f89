package dev.recur.reading;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Reads lines of a label, white space and a text, the format of fastText. A label may have the
/// prefix `__label__`, and may then be anywhere in the line. Blank lines are skipped.
final class LabelledLines extends RowReader {
  private static final String PREFIX = "__label__";

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

  /// The label is the word with the prefix, wherever it is, else the first word.
  private RawRow row(String line) {
    int at = marked(line, 0);
    int from = Math.max(at, 0);
    int end = endOfWord(line, from);
    String label = line.substring(at < 0 ? 0 : at + PREFIX.length(), end);
    int second = marked(line, end);
    if (second >= 0) {
      throw new IllegalArgumentException(
          "%s, line %s: expected one label, got %s and %s"
              .formatted(
                  source().path(),
                  lines.number(),
                  line.substring(from, end),
                  line.substring(second, endOfWord(line, second))));
    }
    String text = Blank.strip(line.substring(0, from) + line.substring(end));
    return new RawRow(source().path(), lines.number(), List.of(text, label));
  }

  /// Where the next word with the prefix begins, at `from` or later; negative if there is none.
  private static int marked(String line, int from) {
    int at = line.indexOf(PREFIX, from);
    while (at > 0 && !Blank.is(line.charAt(at - 1))) {
      at = line.indexOf(PREFIX, at + 1);
    }
    return at;
  }

  private static int endOfWord(String text, int from) {
    int end = from;
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
