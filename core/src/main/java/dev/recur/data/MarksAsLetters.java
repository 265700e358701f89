package dev.recur.data;

import dev.recur.reading.Blank;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/// A text as it is; and what its lines would be if quotation marks were letters.
final class MarksAsLetters extends Reader {
  private final Reader in;
  private final char separator;
  private final char quote;
  private final char lineEnd;
  private char before = '\n';
  private boolean backslashes; // before a mark
  private boolean ended; // the text

  private long lines; // that are not blank
  private int cells = 1; // of this line
  private int expected; // of each; 0 before the first
  private boolean even = true; // all lines have as many
  private boolean blank = true; // this line
  private boolean marks; // some cell begins with one

  MarksAsLetters(Reader in, char separator, char quote, char lineEnd) {
    this.in = in;
    this.separator = separator;
    this.quote = quote;
    this.lineEnd = lineEnd;
  }

  @Override
  public int read(char[] chars, int from, int length) throws IOException {
    int read = in.read(chars, from, length);
    if (read >= 0) {
      look(chars, from, read);
    } else if (!ended) {
      ended = true;
      endLine();
    }
    return read;
  }

  private void look(char[] chars, int from, int count) {
    for (int i = from; i < from + count; i++) {
      char c = chars[i];
      if (c == lineEnd) {
        endLine();
      } else if (c == separator) {
        cells++;
      } else if (c == quote) {
        marks = marks || before == separator || before == lineEnd;
        backslashes = backslashes || before == '\\';
        blank = false;
      } else if (blank) {
        blank = Blank.is(c);
      }
      before = c;
    }
  }

  private void endLine() {
    if (!blank || cells > 1) {
      lines++;
      expected = expected == 0 ? cells : expected;
      even = even && cells == expected;
    }
    cells = 1;
    blank = true;
  }

  /// How many rows there would be; nothing if some have more cells than others, or only one.
  Optional<Long> rows() {
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
