package dev.recur.reading;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a file with one word per line and an empty line after each sentence. A row is a sentence,
/// each of its cells a [TokenCell] with one column of all its words. A line of blanks ends a
/// sentence, too. Cells of the columns that are asked for must not be empty, nor hold two tags.
final class SentenceRows extends RowReader {
  private final TextLines lines;
  private final SentenceLines format;
  private final BitSet asked = new BitSet(); // columns
  private String before = ""; // lines between sentences, to be kept with the next

  SentenceRows(OpenFile file, Source source) throws IOException {
    super(source);
    try {
      format = SentenceLines.of(source.layout(), first(file));
      lines = TextLines.of(file, source.format().charset());
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /// The lines up to the end of the first sentence.
  private List<String> first(OpenFile file) throws IOException {
    List<String> first = new ArrayList<>();
    try (TextLines ahead =
        TextLines.of(file.beginning(source().format().charset()), source().format().charset())) {
      Optional<String> line = ahead.next();
      while (line.isPresent() && !(Blank.is(line.get()) && hasWord(first))) {
        first.add(line.get());
        line = ahead.next();
      }
    }
    if (!hasWord(first)) {
      throw new IllegalArgumentException("%s is empty".formatted(source().path()));
    }
    return first;
  }

  private static boolean hasWord(List<String> lines) {
    return lines.stream().anyMatch(SentenceLines::mayBeWord);
  }

  SentenceLines format() {
    return format;
  }

  @Override
  public List<String> columns() {
    return format.names();
  }

  @Override
  int position(String name) {
    return format.position(name);
  }

  @Override
  public int[] positions(String column) {
    int[] positions = super.positions(column);
    for (int position : positions) {
      asked.set(position);
    }
    return positions;
  }

  @Override
  Optional<RawRow> read() throws IOException {
    List<String> written = new ArrayList<>();
    List<List<String>> words = new ArrayList<>();
    long start = 0;
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      if (!Blank.is(line.get())) {
        written.add(line.get());
        if (add(line.get(), words) && words.size() == 1) {
          start = lines.number();
        }
      } else if (!words.isEmpty()) {
        break;
      } else if (!written.isEmpty()) { // comments, or a document's beginning
        before += String.join("\n", written) + "\n\n";
        written.clear();
      }
    }
    if (words.isEmpty()) {
      before += String.join("\n", written);
      return Optional.empty();
    }
    String all = before + String.join("\n", written);
    before = "";
    return Optional.of(new RawRow(source().path(), start, format.columns(words), all, Set.of()));
  }

  /// The lines after the last sentence, once all rows have been read.
  String rest() {
    return before;
  }

  /// Adds the cells of a line, if it is a word.
  private boolean add(String line, List<List<String>> words) {
    List<String> cells = format.cells(line);
    if (format.kind(line, cells) != SentenceLines.Kind.WORD
        || (words.isEmpty() && SentenceLines.isDocument(line))) {
      return false;
    }
    String refusal = format.refusal(cells);
    if (!refusal.isEmpty()) {
      throw refused(refusal);
    }
    asked.stream().forEach(column -> check(cells, column));
    words.add(cells);
    return true;
  }

  private void check(List<String> cells, int column) {
    String cell = cells.get(column);
    String name = columns().get(column);
    boolean unspecified = name.equals("upos") && cell.equals("_"); // other columns have real ones
    if (Blank.is(cell) || unspecified) {
      throw refused(
          "column \"%s\" is %s (%s)"
              .formatted(
                  name,
                  unspecified ? "\"_\"" : "empty",
                  column == format.word()
                      ? "are the columns separated by tabs?"
                      : "was the word \"%s\" not annotated?"
                          .formatted(Shown.shortened(cells.get(format.word()), 40))));
    }
    String refusal = TokenCell.refusal(cell);
    if (!refusal.isEmpty()) {
      throw refused(refusal);
    }
  }

  private IllegalArgumentException refused(String what) {
    return new IllegalArgumentException(
        "%s, line %s: %s".formatted(source().path(), lines.number(), what));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
