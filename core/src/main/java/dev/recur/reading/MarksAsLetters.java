package dev.recur.reading;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/// Watches the text that a CSV parser reads: counts its lines, and how many rows there would be if
/// quotation marks were ordinary characters.
final class MarksAsLetters extends FilterReader {
  private final char separator;
  private final char quote;
  private char before = '\n';
  private boolean backslashes; // before a quotation mark
  private long ends; // of lines

  private long filled; // lines that are not blank
  private int cells = 1; // of this line
  private int expected; // cells of each line; 0 before the first
  private boolean even = true; // all lines have the expected number
  private boolean blank = true; // this line
  private boolean marks; // some cell begins with a quotation mark

  MarksAsLetters(Reader in, char separator, char quote) {
    super(in);
    this.separator = separator;
    this.quote = quote;
  }

  @Override
  public int read(char[] chars, int from, int length) throws IOException {
    int read = in.read(chars, from, length);
    for (int i = from; i < from + read; i++) {
      look(chars[i]);
    }
    if (read < 0) {
      end();
    }
    return read;
  }

  private void look(char c) {
    if (c == '\n' || c == '\r') {
      ends += c == '\n' && before == '\r' ? 0 : 1; // \r\n is one end
      end();
    } else if (c == separator) {
      cells++;
    } else if (c == quote) {
      marks = marks || before == separator || before == '\n' || before == '\r';
      backslashes = backslashes || before == '\\';
      blank = false;
    } else if (blank) {
      blank = Blank.is(c);
    }
    before = c;
  }

  private void end() {
    if (!blank || cells > 1) {
      filled++;
      expected = expected == 0 ? cells : expected;
      even = even && cells == expected;
    }
    cells = 1;
    blank = true;
  }

  /// How many lines there are, including blank ones; the last need not end with a line break.
  long lines() {
    return before == '\n' || before == '\r' ? ends : ends + 1;
  }

  /// How many rows there would be if quotation marks were ordinary characters. Empty if no cell
  /// begins with one, if the rows would differ in their number of cells, or if they would have only
  /// one.
  Optional<Long> rows() {
    return even && marks && expected > 1 ? Optional.of(filled) : Optional.empty();
  }

  /// Whether some quotation mark comes after a backslash.
  boolean hasBackslashes() {
    return backslashes;
  }
}
