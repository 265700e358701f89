package dev.recur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.reading.Blank;
import dev.recur.reading.Format;
import dev.recur.reading.Layout;
import dev.recur.reading.RawRow;
import dev.recur.reading.RowReader;
import dev.recur.reading.Source;
import dev.recur.source.SourceSettings;
import dev.recur.task.classify.Classifier;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tables of random cells, written by another library: they are read as they were written, and
/// every row is trained on, evaluated and predicted, or reported.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AnyTableTest {
  private static final int SEEDS = Integer.getInteger("recur.seeds", 25); // -Drecur.seeds=2000
  private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');
  private static final List<String> NAMES = List.of("id", "text", "label", "more");

  @TempDir Path folder;

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  private static CSVFormat format(Strange draw, char separator) {
    return CSVFormat.DEFAULT
        .builder()
        .setDelimiter(separator)
        .setQuoteMode(draw.oneOf(List.of(QuoteMode.ALL, QuoteMode.MINIMAL)))
        .setRecordSeparator(draw.oneOf(List.of("\n", "\r\n")))
        .get();
  }

  private static String written(CSVFormat format, List<List<String>> rows) throws IOException {
    StringWriter text = new StringWriter();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      printer.printRecords(rows);
    }
    return text.toString();
  }

  /// A header and rows with two or three labels, each at least four times.
  private static List<List<String>> rows(Strange draw) {
    List<String> labels = new ArrayList<>(List.of("x" + draw.cell(), "y" + draw.cell(), " z\n"));
    List<List<String>> rows = new ArrayList<>(List.of(NAMES));
    for (int i = draw.number(16, 40); i > 0; i--) {
      boolean blank = draw.number(0, 9) == 0;
      String label = blank ? draw.oneOf(List.of("", " ", "\u00A0", "\u3000")) : labels.get(i % 3);
      rows.add(List.of(draw.cell(), "a" + i + draw.cell(), label, draw.cell()));
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void cells_come_back_as_another_library_wrote_them(long seed) throws IOException {
    Strange draw = new Strange(seed);
    char separator = draw.oneOf(SEPARATORS);
    int columns = draw.number(2, 5);
    List<List<String>> rows = new ArrayList<>();
    for (int i = draw.number(1, 30); i >= 0; i--) {
      List<String> row = new ArrayList<>();
      for (int c = 0; c < columns; c++) {
        row.add((rows.isEmpty() ? "n" + c : "") + draw.cell());
      }
      rows.add(row);
    }
    Path file = folder.resolve("a.csv");
    Files.writeString(file, written(format(draw, separator), rows));
    List<List<String>> read = new ArrayList<>();
    Source source = Source.of(file, Format.csv().separatedBy(separator));
    try (RowReader reader = RowReader.open(source)) {
      read.add(reader.columns());
      for (Optional<RawRow> row = reader.next(); row.isPresent(); row = reader.next()) {
        read.add(row.get().cells());
      }
    }
    assertEquals(rows, read);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void every_row_is_learnt_from_or_reported_and_every_cell_is_in_the_answers(long seed)
      throws IOException {
    Strange draw = new Strange(seed);
    char separator = draw.oneOf(SEPARATORS);
    List<List<String>> rows = rows(draw);
    Files.writeString(folder.resolve("a.csv"), written(format(draw, separator), rows));
    String how = " --header --quote=\" --text=text --delimiter=" + SourceSettings.name(separator);
    String line = "train classify DIR/a.csv --label=label --out=DIR/m.recur" + how + Typed.SMALL;
    Typed typed = Typed.run(folder, line);
    assertEquals(0, typed.code(), typed::err);
    long learnt = checkRows(rows, typed);
    typed = Typed.run(folder, "evaluate DIR/m.recur DIR/a.csv --json --label=label" + how);
    assertEquals(0, typed.code(), typed::err);
    assertTrue(typed.out().contains("\"rows\":" + learnt + ","), typed::out);
    typed = Typed.run(folder, "predict DIR/m.recur --in=DIR/a.csv --out=DIR/b.csv" + how);
    assertEquals(0, typed.code(), typed::err);
    CSVFormat plain = CSVFormat.DEFAULT.builder().setDelimiter(separator).get();
    try (CSVParser parser = CSVParser.parse(folder.resolve("b.csv"), UTF_8, plain)) {
      List<List<String>> answers = parser.stream().map(r -> r.toList().subList(0, 4)).toList();
      assertEquals(rows, answers);
    }
  }

  /// Compares the number of rows and the labels with what was written.
  ///
  /// @return the number of rows with a label
  private long checkRows(List<List<String>> rows, Typed typed) throws IOException {
    List<List<String>> kept = rows.stream().skip(1).filter(row -> !Blank.is(row.get(2))).toList();
    int passed = rows.size() - 1 - kept.size();
    String texts = kept.size() + " texts with 3 labels";
    assertTrue(typed.out().replaceAll("\\s+", " ").contains(texts), typed::out);
    String told = passed == 1 ? "1 row without a label is" : passed + " rows without a label are";
    assertTrue(passed == 0 || typed.err().contains(told), typed::err);
    Set<String> labels = new TreeSet<>();
    for (List<String> row : kept) {
      labels.add(Normalizer.normalize(Blank.strip(row.get(2)), Normalizer.Form.NFC));
    }
    assertEquals(labels, new TreeSet<>(Classifier.load(folder.resolve("m.recur")).labels()));
    return kept.size();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void json_strings_come_back_whichever_way_they_are_escaped(long seed) throws IOException {
    Strange draw = new Strange(seed);
    List<List<String>> rows = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    for (int i = draw.number(1, 30); i > 0; i--) {
      List<String> row = List.of(half(draw), half(draw), half(draw));
      rows.add(row.stream().map(AnyTableTest::whole).toList());
      lines.append(
          "{\"text\":%s, \"label\" : %s,\t\"é\":%s}%s"
              .formatted(
                  escaped(draw, row.get(0)),
                  escaped(draw, row.get(1)),
                  escaped(draw, row.get(2)),
                  draw.oneOf(List.of("\n", "\r\n", "\n \n"))));
    }
    Path file = folder.resolve("a.jsonl");
    Files.writeString(file, lines);
    List<List<String>> read = new ArrayList<>();
    try (RowReader reader = RowReader.open(new Source(file, Layout.JSONL, Format.csv()))) {
      for (Optional<RawRow> row = reader.next(); row.isPresent(); row = reader.next()) {
        read.add(row.get().cells());
      }
    }
    assertEquals(rows, read);
  }

  /// A cell, now and then with half of a surrogate pair, as Python writes it.
  private static String half(Strange draw) {
    return draw.cell() + draw.oneOf(List.of("", "", "", "\uD83D", "\uDE00", "\uDE00\uD83D"));
  }

  private static String whole(String text) {
    return text.codePoints()
        .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String escaped(Strange draw, String text) {
    StringBuilder escaped = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      int letter = "\"\\/\b\f\n\r\t".indexOf(c);
      boolean must = c < ' ' || c == '"' || c == '\\' || (Character.isSurrogate(c) && !pair);
      if (letter >= 0 && draw.number(0, 1) == 0) {
        escaped.append('\\').append("\"\\/bfnrt".charAt(letter));
      } else if (must || draw.number(0, 4) == 0) {
        escaped.append("\\u%04x".formatted((int) c));
        if (pair) {
          escaped.append("\\u%04X".formatted((int) text.charAt(++i)));
        }
      } else {
        escaped.append(c);
        if (pair) {
          escaped.append(text.charAt(++i));
        }
      }
    }
    return escaped.append('"').toString();
  }
}
