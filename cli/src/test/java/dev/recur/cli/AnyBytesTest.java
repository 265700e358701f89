package dev.recur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.reading.Format;
import dev.recur.reading.Layout;
import dev.recur.reading.RowReader;
import dev.recur.reading.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Damaged files and noise for every input: an answer for each row, or one sentence and exit code
/// 2; never an internal error, a hang or a lost row.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AnyBytesTest {
  private static final int SEEDS = Integer.getInteger("recur.seeds", 60); // -Drecur.seeds=2000
  private static final Pattern PASSED =
      Pattern.compile("(?m)^([\\d,]+) rows? without a (text|label)");
  private static final Pattern TEXTS = Pattern.compile("([\\d,]+) texts with");

  /// How the same table is written.
  private static final Map<String, String> WRITTEN =
      Map.of(
          "a.csv", "\"%s %d\nsecond\",%s\n",
          "b.csv", "%s %d,%s\n",
          "a.tsv", "%s %d\t%s\n",
          "a.jsonl", "{\"text\":\"%s %d \\u00e9\",\"label\":\"%s\"}\n",
          "a.txt", "__label__%3$s %1$s %2$d\n");

  @TempDir static Path folder;

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  @BeforeAll
  static void makeWhatIsGood() throws IOException {
    Files.createDirectory(folder.resolve("good"));
    Files.writeString(folder.resolve("good/a.csv"), Door.table());
    String line = Door.TRAIN.line().replace("/x/", "/good/").replace("DIR/m.", "DIR/good/m.");
    assertEquals(0, Typed.run(folder, line).code());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void damage_is_survived_at_every_door(long seed) throws IOException {
    Strange draw = new Strange(seed);
    Door door = draw.oneOf(List.of(Door.values()));
    Map<String, byte[]> files = door.files(folder);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve("x").resolve(file.getKey());
      Files.createDirectories(path.getParent());
      boolean hurt = file.getKey().equals(door.file()) || draw.number(0, 2) == 0;
      Files.write(path, hurt ? draw.damaged(file.getValue()) : file.getValue());
    }
    checkEnd(Typed.run(folder, door.line()));
  }

  private static String table(String name) {
    String row = WRITTEN.getOrDefault(name, "");
    StringBuilder table = new StringBuilder();
    if (name.endsWith(".csv") || name.endsWith(".tsv")) {
      table.append(name.endsWith(".csv") ? "text,label\n" : "text\tlabel\n");
    }
    for (int i = 0; i < 24; i++) {
      table.append(
          row.formatted(i % 2 == 0 ? "schön" : "schlecht", i, i % 2 == 0 ? "gut" : "böse"));
    }
    return table.toString();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void no_row_of_a_damaged_file_vanishes(long seed) throws IOException {
    Strange draw = new Strange(seed);
    String name = draw.oneOf(WRITTEN.keySet().stream().sorted().toList());
    Path file = folder.resolve("x").resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, draw.damaged(table(name).getBytes(UTF_8)));
    String how =
        name.endsWith("l")
            ? " --format=jsonl"
            : name.endsWith("t")
                ? " --format=fasttext"
                : " --header --quote=\" --delimiter=" + (name.endsWith("tsv") ? "tab" : "comma");
    String columns = name.endsWith("t") ? "" : " --text=text";
    Typed typed =
        Typed.run(
            folder, "predict DIR/good/m.recur --out=DIR/out --in=DIR/x/" + name + how + columns);
    checkEnd(typed);
    Format format = name.endsWith("tsv") ? Format.tsv() : Format.csv();
    Layout layout =
        name.endsWith("l") ? Layout.JSONL : name.endsWith("t") ? Layout.FASTTEXT : Layout.TABLE;
    if (typed.code() == 0) {
      Layout out = layout == Layout.FASTTEXT ? Layout.TABLE : layout;
      assertEquals(
          count(new Source(file, layout, format)),
          count(new Source(folder.resolve("out"), out, format)));
    }
    columns = name.endsWith("t") ? "" : " --text=text --label=label";
    typed =
        Typed.run(
            folder,
            "train classify DIR/x/" + name + how + columns + " --out=DIR/m.recur" + Typed.SMALL);
    checkEnd(typed);
    if (typed.code() == 0) {
      long passed =
          PASSED.matcher(typed.err()).results().mapToLong(m -> Long.parseLong(m.group(1))).sum();
      Matcher texts = TEXTS.matcher(typed.out());
      assertTrue(texts.find(), typed::out);
      assertEquals(
          count(new Source(file, layout, format)), passed + Long.parseLong(texts.group(1)));
    }
  }

  private static long count(Source source) throws IOException {
    try (RowReader reader = RowReader.open(source)) {
      while (reader.next().isPresent()) {}
      return reader.rows();
    }
  }

  private static void checkEnd(Typed typed) throws IOException {
    assertTrue(typed.code() == 0 || typed.code() == 2, () -> typed.code() + ": " + typed.err());
    assertFalse(typed.err().contains("internal error"), typed::err);
    assertFalse(typed.err().contains("\tat "), typed::err);
    if (typed.code() == 2) {
      assertTrue(typed.err().lines().toList().getLast().startsWith("recur: "), typed::err);
    }
    try (Stream<Path> all = Files.list(folder)) {
      List<String> made = all.map(f -> f.getFileName().toString()).sorted().toList();
      assertFalse(made.stream().anyMatch(n -> n.endsWith(".part")), made::toString);
      assertTrue(typed.code() == 0 || !made.contains("m.run.args"), made::toString);
    }
  }

  @AfterEach
  void delete() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.startsWith(folder.resolve("good")) && !path.equals(folder)) {
          Files.delete(path);
        }
      }
    }
  }
}
