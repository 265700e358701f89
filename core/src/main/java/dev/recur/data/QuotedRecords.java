package dev.recur.data;

import dev.recur.reading.Blank;
import dev.recur.reading.OpenFile;
import dev.recur.reading.TextLines;
import dev.recur.reading.TextReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rows of a table whose cells may stand between quotation marks (RFC 4180).
///
/// A cell that begins with a mark goes on to the next that is not doubled, whatever stands between
/// them; in any other cell a mark is a letter. Lines end as [TextLines] says.
final class QuotedRecords implements Records {
  private static final int LONGEST = 1 << 27; // characters of a row, so that memory has a bound
  private static final int KEPT = 1 << 20; // characters of a cell's memory
  private static final int END = -1;
  private static final String LETTERS =
      "(are they plain letters? then --quote none, or withoutQuotes in Java)";

  private final OpenFile file;
  private final char separator;
  private final char quote;
  private final char lineEnd;
  private final MarksAsLetters text;
  private final char[] chars = new char[1 << 14];
  private int at;
  private int filled;
  private StringBuilder cell = new StringBuilder();
  private long length; // of this row so far
  private long line = 1; // that is being read
  private long rows;

  QuotedRecords(OpenFile file, Format format) throws IOException {
    this.file = file;
    this.separator = format.separator();
    this.quote = format.quote().orElseThrow();
    this.lineEnd = TextLines.end(file, format.charset());
    this.text =
        new MarksAsLetters(new TextReader(file, format.charset()), separator, quote, lineEnd);
  }

  @Override
  public Optional<Cells> next() throws IOException {
    if (letter() == END) {
      return Optional.empty();
    }
    long begun = line;
    length = 0;
    List<String> cells = new ArrayList<>();
    int end;
    do {
      boolean marked = letter() == quote;
      if (marked && !readQuoted(begun)) {
        return Optional.empty(); // the rest of it was cut off
      }
      end = marked ? endBehindMark(begun) : readPlain(begun);
      cells.add(taken());
    } while (end == separator);
    line++;
    rows += cells.size() == 1 && Blank.is(cells.getFirst()) ? 0 : 1;
    return Optional.of(new Cells(begun, cells));
  }

  /// The next letter, which stays where it is; or the end.
  private int letter() throws IOException {
    if (at == filled) {
      at = 0;
      filled = Math.max(0, text.read(chars, 0, chars.length));
    }
    return filled == 0 ? END : chars[at];
  }

  /// Reads a cell without marks and what ends it.
  private int readPlain(long begun) throws IOException {
    while (letter() != END) {
      int from = at;
      while (at < filled && chars[at] != separator && chars[at] != lineEnd) {
        at++;
      }
      keep(from, at, begun);
      if (at < filled) {
        char end = chars[at++];
        int last = cell.length() - 1;
        if (end == '\n' && last >= 0 && cell.charAt(last) == '\r') {
          cell.setLength(last); // \r\n is one end
        }
        return end;
      }
    }
    return END;
  }

  /// Reads from a mark up to the one that closes it.
  ///
  /// @return whether there is one; not, where what is read was cut off
  private boolean readQuoted(long begun) throws IOException {
    long opened = line;
    at++;
    while (letter() != END) {
      int from = at;
      while (at < filled && chars[at] != quote) {
        line += chars[at] == lineEnd ? 1 : 0;
        at++;
      }
      keep(from, at, begun);
      if (at < filled) {
        at++;
        if (letter() != quote) {
          return true;
        }
        keep(at, at + 1, begun); // of a doubled mark one
        at++;
      }
    }
    if (!file.isCut()) {
      throw refused(opened, "a quotation mark is opened here and never closed " + LETTERS);
    }
    return false;
  }

  /// What follows a closing mark: a separator, or the end of a line or of all.
  private int endBehindMark(long begun) throws IOException {
    int next = letter();
    if (next == '\r' && lineEnd == '\n') {
      at++;
      if (letter() != '\n' && letter() != END) {
        throw syntax(begun, next);
      }
      next = letter();
    }
    if (next != END && next != separator && next != lineEnd) {
      throw syntax(begun, next);
    }
    at += next == END ? 0 : 1;
    return next;
  }

  private void keep(int from, int to, long begun) {
    length += to - from;
    if (length > LONGEST) {
      throw refused(
          begun,
          "a row of more than %d million characters begins here, the most that is read; was a"
                  .formatted(LONGEST / 1_000_000)
              + " quotation mark never closed? "
              + LETTERS);
    }
    cell.append(chars, from, to - from);
  }

  private String taken() {
    String taken = cell.toString();
    if (cell.capacity() > KEPT) {
      cell = new StringBuilder();
    }
    cell.setLength(0);
    return taken;
  }

  /// More text behind a closing mark.
  private IllegalArgumentException syntax(long begun, int letter) {
    if (text.hasBackslashes()) {
      String both = "%1$s%1$s".formatted(quote);
      return refused(
          begun,
          "a quotation mark in a cell is escaped by a backslash, and only doubled ones are read"
              + " (sed 's/\\\\%c/%s/g' makes %s of them)".formatted(quote, both, both));
    }
    return refused(
        begun,
        "Unexpected character after closing quote: '%c' (0x%02x) %s"
            .formatted((char) letter, letter, LETTERS));
  }

  private IllegalArgumentException refused(long where, String what) {
    return new IllegalArgumentException("%s, line %d: %s".formatted(file.name(), where, what));
  }

  @Override
  public Optional<Long> rowsWithoutMarks() {
    return text.rows().filter(all -> all != rows);
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
