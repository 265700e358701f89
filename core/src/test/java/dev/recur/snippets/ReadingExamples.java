package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.reading.Blank;
import dev.recur.reading.ColumnNames;
import dev.recur.reading.Format;
import dev.recur.reading.Json;
import dev.recur.reading.JsonLine;
import dev.recur.reading.Layout;
import dev.recur.reading.MalformedTextException;
import dev.recur.reading.OpenFile;
import dev.recur.reading.RawRow;
import dev.recur.reading.RowReader;
import dev.recur.reading.RowWriter;
import dev.recur.reading.Shown;
import dev.recur.reading.Source;
import dev.recur.reading.TextLines;
import dev.recur.reading.TextReader;
import dev.recur.reading.TokenCell;
import dev.recur.reading.Unicode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the documentation of [dev.recur.reading] shows.
final class ReadingExamples {
  private ReadingExamples() {}

  private static Path file(String text) throws IOException {
    return Files.writeString(Files.createTempFile("example", ".txt"), text);
  }

  static void rows() throws IOException {
    Path path = file("title,body,label\nLate,Where is it?,delivery\n");
    List<String> texts = new ArrayList<>();
    // @start region="rows"
    try (RowReader reader = RowReader.open(Source.of(path, Format.csv()))) {
      int[] text = reader.positions("title,body"); // two columns, joined by a line break
      for (Optional<RawRow> row = reader.next(); row.isPresent(); row = reader.next()) {
        RawRow found = row.get();
        texts.add(found.where() + ": " + found.text(text)); // reviews.csv, line 2: …
      }
    }
    // @end
    assertEquals(List.of(path + ", line 2: Late\nWhere is it?"), texts);
    Files.delete(path);
  }

  static void format() {
    // @start region="format"
    Format semicolons = Format.csv().separatedBy(';').in(Charset.forName("windows-1252"));
    Format plain = Format.tsv().withoutHeader("label", "text").withoutQuotes();
    // @end
    assertEquals(';', semicolons.separator());
    assertEquals(Optional.empty(), plain.quote());
  }

  static void layout() throws IOException {
    List<String> cells = new ArrayList<>();
    Path folder = Files.createTempDirectory("example");
    Path film = Files.writeString(Files.createDirectory(folder.resolve("pos")).resolve("1"), "wow");
    // @start region="layout"
    Source imdb = new Source(folder, Layout.FOLDERS, Format.csv()); // pos/1.txt, neg/1.txt, …
    try (RowReader reader = RowReader.open(imdb)) {
      RawRow row = reader.next().orElseThrow();
      cells.addAll(row.cells()); // of the columns "text" and "label"
    }
    // @end
    assertEquals(List.of("wow", "pos"), cells);
    Files.delete(film);
    Files.delete(folder.resolve("pos"));
    Files.delete(folder);
  }

  static void write() throws IOException {
    Path path = file("text\ngood film\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    // @start region="write"
    try (RowReader reader = RowReader.open(Source.of(path, Format.csv()));
        RowWriter writer = new RowWriter(out, reader, List.of("label", "probability"))) {
      for (Optional<RawRow> row = reader.next(); row.isPresent(); row = reader.next()) {
        writer.write(row.get(), List.of("pos", 0.91));
      }
    }
    // @end
    assertEquals(
        "text,label,probability\ngood film,pos,0.91\n", out.toString(StandardCharsets.UTF_8));
    Files.delete(path);
  }

  static void json() {
    // @start region="json"
    String line = Json.line(new TreeMap<>(Map.of("label", "pos", "probability", 0.91)));
    // {"label":"pos","probability":0.91}
    double probability = JsonLine.of(line).number("probability");
    // @end
    assertEquals(0.91, probability);
    assertEquals("{\"label\":\"pos\",\"probability\":0.91}", line);
    assertEquals("[\"a\",1]", Json.value(List.of("a", 1)));
  }

  static void tokenCell() throws IOException {
    Path path = file("dogs\tNOUN\nbark\tVERB\n\n");
    List<String> words = new ArrayList<>();
    // @start region="tokenCell"
    Source source = new Source(path, Layout.CONLL, Format.tsv()); // a word and its tag on each line
    try (RowReader reader = RowReader.open(source)) {
      RawRow sentence = reader.next().orElseThrow();
      words.addAll(TokenCell.tokens(sentence.cells().getFirst())); // dogs, bark
    }
    // @end
    assertEquals(List.of("dogs", "bark"), words);
    Files.delete(path);
  }

  static void openFile() throws IOException {
    Path path = file("one\ntwo\n");
    List<String> texts = new ArrayList<>();
    // @start region="openFile"
    try (OpenFile file = OpenFile.of(path, "a file with one text per line")) {
      Charset charset = file.mark().orElse(StandardCharsets.UTF_8); // that of a byte-order mark
      TextLines lines = TextLines.of(file, charset);
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        texts.add(lines.number() + ": " + line.get());
      }
    }
    // @end
    assertEquals(List.of("1: one", "2: two"), texts);
    Files.delete(path);
  }

  static void textReader() throws IOException {
    Path path = file("\uFEFFnaïve");
    StringWriter text = new StringWriter();
    // @start region="textReader"
    OpenFile file = OpenFile.of(path, "a text");
    try (Reader reader = new TextReader(file, StandardCharsets.UTF_8)) {
      reader.transferTo(text);
    }
    // @end
    assertEquals("naïve", text.toString());
    Files.delete(path);
  }

  static void malformed() throws IOException {
    Path path = file("");
    Files.write(path, "text\ncafé\n".getBytes(StandardCharsets.ISO_8859_1));
    Optional<String> fitting = Optional.empty();
    // @start region="malformed"
    try (RowReader reader = RowReader.open(Source.of(path, Format.csv()))) {
      reader.next();
    } catch (MalformedTextException e) { // PATH is not UTF-8: byte E9 at offset 8 (it could be …
      fitting = e.fittingEncoding(); // windows-1252
    }
    // @end
    assertEquals(Optional.of("windows-1252"), fitting);
    Files.delete(path);
  }

  static void blank() {
    // @start region="blank"
    boolean blank = Blank.is("\u00A0\n"); // true; Java's isBlank() says false
    String text = Blank.strip("\u00A0a film "); // "a film"
    // @end
    assertTrue(blank);
    assertEquals("a film", text);
  }

  static void columnNames() {
    // @start region="columnNames"
    String message = ColumnNames.unknown("a.csv", "txt", List.of("text", "label"));
    // a.csv has no column "txt"; its columns are text, label (did you mean "text"?)
    // @end
    assertEquals(
        "a.csv has no column \"txt\"; its columns are text, label (did you mean \"text\"?)",
        message);
  }

  static void shown() {
    // @start region="shown"
    String safe = Shown.line("a label\n\u001B[2J"); // both control characters are escaped
    String brief = Shown.shortened("a film  to remember", 12); // a film to...
    // @end
    assertEquals("a label\\n\\u001B[2J", safe);
    assertEquals("a film to...", brief);
  }

  static void unicode() {
    // @start region="unicode"
    boolean whole = Unicode.isWhole("a\uD83D"); // false: the second half is missing
    String replaced = Unicode.whole("a\uD83D"); // a\uFFFD
    // @end
    assertFalse(whole);
    assertEquals("a\uFFFD", replaced);
  }
}
