package dev.recur.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.text.Field;
import dev.recur.text.LabelField;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The errors for a file that is in another encoding than the one it was read with.
class EncodingsTest {
  private static final Columns COLUMNS =
      Columns.of("text", Field.text().build()).and("label", new LabelField());

  @TempDir private Path folder;

  @Test
  void the_encoding_that_would_fit_is_named() throws IOException {
    String korean = "text,label\n재미있는 영화,긍정\n";
    assertFits("cp949", korean.getBytes(Charset.forName("x-windows-949")), 11, "C0");
    assertFits("UTF-16", korean.getBytes(StandardCharsets.UTF_16), 0, "FE");
    byte[] french = "text,label\nÉcoutez «ça» déjà,x\n".getBytes(StandardCharsets.ISO_8859_1);
    assertFits("windows-1252", french, 11, "C9");
    byte[] control = "text,label\n\u0081 é,x\n".getBytes(StandardCharsets.ISO_8859_1);
    assertFits("ISO-8859-1", control, 11, "81");
    Path file = Files.writeString(folder.resolve("utf8.csv"), korean);
    Format excel = Format.csv().in(Charset.forName("x-windows-949"));
    assertEquals(
        file + " is not cp949: byte EC at offset 11 (it could be UTF-8)",
        assertThrows(IllegalArgumentException.class, () -> Dataset.read(file, excel, COLUMNS))
            .getMessage());
    Format wrong = Format.csv().in(StandardCharsets.US_ASCII);
    assertEquals(
        file + " is not US-ASCII: byte EC at offset 11 (it could be UTF-8)",
        assertThrows(IllegalArgumentException.class, () -> Dataset.read(file, wrong, COLUMNS))
            .getMessage());
  }

  @Test
  void a_damaged_line_and_a_binary_file_are_distinguished_from_another_encoding()
      throws IOException {
    byte[] damaged = "text,label\n재미있는 영화,긍정\n?,x\n".getBytes(StandardCharsets.UTF_8);
    damaged[damaged.length - 4] = (byte) 0xFF;
    Path file = Files.write(folder.resolve("a.csv"), damaged);
    assertCause(file, "byte FF at offset 38 (the text around it is UTF-8: is this line damaged?)");
    byte[] workbook = {'P', 'K', 3, 4, 20, 0, 6, 0, (byte) 0xFF, 1};
    assertCause(
        Files.write(folder.resolve("b.xlsx"), workbook),
        "byte FF at offset 8 (not a text file: an archive, or a spreadsheet that has to be saved as"
            + " CSV?)");
  }

  private static void assertCause(Path file, String cause) {
    assertEquals(
        file + " is not UTF-8: " + cause,
        assertThrows(IllegalArgumentException.class, () -> Dataset.csv(file, COLUMNS))
            .getMessage());
  }

  private void assertFits(String encoding, byte[] bytes, int offset, String hex)
      throws IOException {
    Path file = Files.write(folder.resolve("a.csv"), bytes);
    assertEquals(
        "%s is not UTF-8: byte %s at offset %d (it could be %s)"
            .formatted(file, hex, offset, encoding),
        assertThrows(IllegalArgumentException.class, () -> Dataset.csv(file, COLUMNS))
            .getMessage());
  }
}
