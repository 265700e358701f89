package dev.recur.data;

import dev.recur.reading.Blank;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/// A text and one line more, [#LINE]; and what its lines would be if quotation marks were letters.
final class MarkedEnd extends Reader {
  static final String LINE = "end";

  private final Reader in;
  private final char separator;
  private final char quote;
  private int given = -1; // characters of the last line; -1 as long as there is text
  private String end = LINE;
  private char before = '\n';
  private boolean backslashes; // before a mark

  private long lines; // that are not blank
  private int cells = 1; // of this line
  private int expected; // of each; 0 before the first
  private boolean even = true; // all lines have as many
  private boolean blank = true; // this line
  private boolean marks; // some cell begins with one

  MarkedEnd(Reader in, char separator, char quote) {
    this.in = in;
    this.separator = separator;
    this.quote = quote;
  }

  @Override
  public int read(char[] chars, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (given < 0) {
      int read = in.read(chars, from, length);
      if (read >= 0) {
        look(chars, from, read);
        return read;
      }
      end = before == '\n' || before == '\r' ? LINE : "\n" + LINE;
      ended();
      given = 0;
    }
    if (given == end.length()) {
      return -1;
    }
    int count = Math.min(length, end.length() - given);
    end.getChars(given, given + count, chars, from);
    given += count;
    return count;
  }

  private void look(char[] chars, int from, int count) {
    for (int i = from; i < from + count; i++) {
      char c = chars[i];
      if (c == '\n' || c == '\r') {
        ended();
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
  }

  private void ended() {
    if (!blank || cells > 1) {
      lines++;
      expected = expected == 0 ? cells : expected;
      even = even && cells == expected;
    }
    cells = 1;
    blank = true;
  }

  /// How many rows there would be; nothing if some have more cells than others, or only one.
  Optional<Long> rowsWithoutMarks() {
    return even && marks && expected > 1 ? Optional.of(lines) : Optional.empty();
  }

  boolean hasBackslashes() {
    return backslashes;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
