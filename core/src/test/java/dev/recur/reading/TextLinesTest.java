package dev.recur.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where lines begin and end, and how they are decoded.
class TextLinesTest {
  private static TextLines text(InputStream in) throws IOException {
    OpenFile file = OpenFile.of("a text", in);
    return TextLines.of(new TextReader(file, file.mark().orElse(UTF_8)));
  }

  private static List<String> lines(InputStream in) throws IOException {
    TextLines text = text(in);
    List<String> lines = new ArrayList<>();
    for (Optional<String> line = text.next(); line.isPresent(); line = text.next()) {
      lines.add(line.get());
    }
    return lines;
  }

  private static List<String> lines(String text, Charset charset) throws IOException {
    byte[] bytes = text.getBytes(charset);
    List<String> lines = lines(new ByteArrayInputStream(bytes));
    assertEquals(lines, lines(new OneByOne(bytes)));
    return lines;
  }

  /// A stream that returns one byte at a time, as a slow pipe may.
  private static final class OneByOne extends ByteArrayInputStream {
    OneByOne(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] bytes, int from, int length) {
      return super.read(bytes, from, Math.min(1, length));
    }
  }

  @Test
  void lines_end_at_line_feeds_and_a_lone_carriage_return_is_a_part_of_one() throws IOException {
    assertEquals(List.of(), lines("", UTF_8));
    assertEquals(List.of(""), lines("\n", UTF_8));
    assertEquals(List.of("a\rb", "", "c", "\r"), lines("a\rb\n\nc\r\n\r\r\n", UTF_8));
    assertEquals(List.of("a", "last\r"), lines("a\nlast\r", UTF_8));
    assertEquals(List.of("a\u0085b\u2028c"), lines("a\u0085b\u2028c", UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void a_byte_order_mark_gives_the_encoding_and_is_not_part_of_the_first_line(String name)
      throws IOException {
    Charset charset = Charset.forName(name);
    assertEquals(List.of("긍정", "", "ਊ\uFEFF"), lines("\uFEFF긍정\r\n\nਊ\uFEFF", charset)); // U+0A0A
    assertEquals(List.of(), lines("\uFEFF", charset));
  }

  @Test
  void a_text_without_a_mark_is_utf_8_from_its_first_letter() throws IOException {
    assertEquals(List.of("힣", "ﻀ", "\uFF21"), lines("힣\nﻀ\n\uFF21", UTF_8)); // EF BB 80, EF BC A1
    assertEquals(List.of("ﻀ"), lines("ﻀ", UTF_8));
  }

  @Test
  void a_line_may_be_longer_than_any_buffer() throws IOException {
    String longest = "낱말 ".repeat(100_000);
    assertEquals(List.of("a", longest, "b"), lines("a\n" + longest + "\nb", UTF_8));
    assertEquals(List.of("a", longest, "b"), lines("\uFEFFa\n" + longest + "\nb", UTF_16LE));
  }

  @Test
  void what_is_not_in_the_encoding_is_refused_with_its_line() {
    assertEquals(
        "a text, line 2, is not UTF-8: byte E9 at offset 5 (it could be windows-1252)",
        assertThrows(IllegalArgumentException.class, () -> lines("a\ncafé\n", ISO_8859_1))
            .getMessage());
    byte[] cut = "\uFEFFa\nb".getBytes(UTF_16BE);
    assertEquals(
        "a text, line 2, is not UTF-16: byte 00 at offset 6",
        assertThrows(
                IllegalArgumentException.class,
                () -> lines(new ByteArrayInputStream(cut, 0, cut.length - 1)))
            .getMessage());
  }

  @Test
  void no_more_is_read_ahead_than_the_buffers_hold() throws IOException {
    var in = new ByteArrayInputStream("line\n".repeat(100_000).getBytes(UTF_8));
    TextLines text = text(in);
    for (int given = 1; text.next().isPresent(); given++) {
      text.isNextThere();
      assertTrue(500_000 - in.available() <= 5 * given + (1 << 18), "read for line " + given);
    }
  }

  @Test
  void asking_whether_a_line_is_complete_does_not_wait_for_its_end() throws IOException {
    var out = new PipedOutputStream();
    PipedInputStream in = new PipedInputStream(out);
    out.write("a\n\nbegi".getBytes(UTF_8)); // "a" alone is no mark
    TextLines text = text(in);
    assertEquals(Optional.of("a"), text.next());
    assertTrue(text.isNextThere());
    assertEquals(Optional.of(""), text.next());
    assertFalse(text.isNextThere());
    out.write("n\n".getBytes(UTF_8));
    assertTrue(text.isNextThere());
    assertEquals(Optional.of("begin"), text.next());
    assertFalse(text.isNextThere());
  }
}
