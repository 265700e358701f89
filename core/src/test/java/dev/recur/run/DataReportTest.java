package dev.recur.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.check.Finding;
import dev.recur.data.Place;
import dev.recur.reading.Json;
import dev.recur.settings.Sentence;
import dev.recur.source.Sources;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Every defect that is planted in a file is found, with its rows and no others; in a clean file
/// nothing is found.
class DataReportTest {
  private static final int ROWS = 10_000;
  private static final String TRAIN = "train.jsonl";
  private static final String VALID = "valid.jsonl";
  private static final String TEST = "test.jsonl";

  private final Map<String, List<String>> files = new HashMap<>(); // JSON without its braces

  DataReportTest() {
    Random random = new Random(7);
    files.put(TRAIN, clean(random, ROWS));
    files.put(VALID, clean(random, 400));
    files.put(TEST, clean(random, 400));
  }

  /// Different texts of common words, of two labels.
  private static List<String> clean(Random random, int rows) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      String text =
          IntStream.range(0, 6 + random.nextInt(8))
              .mapToObj(_ -> "w" + Integer.toString(random.nextInt(400), 36) + "o")
              .collect(Collectors.joining(" "));
      all.add(row(text, i % 3 == 0 ? "bad" : "good"));
    }
    return all;
  }

  /// The text is written as it is, so it can hold JSON's escapes.
  private static String row(String text, String label) {
    return "\"text\":\"%s\",\"label\":\"%s\"".formatted(text, label);
  }

  private List<String> lines(String file) {
    return files.getOrDefault(file, List.of());
  }

  private void plant(String file, int line, String text, String label) {
    lines(file).set(line - 1, row(text, label));
  }

  private String text(String file, int line) {
    return lines(file).get(line - 1).replaceFirst("\"text\":\"(.*)\",\"label.*", "$1");
  }

  private String label(String file, int line) {
    return lines(file).get(line - 1).replaceFirst(".*\"label\":\"(.*)\"", "$1");
  }

  private void copy(String from, int first, String to, int second) {
    plant(to, second, text(from, first), label(from, first));
  }

  private DataReport check(String... settings) throws IOException {
    Map<String, byte[]> uploads = new HashMap<>();
    files.forEach(
        (name, rows) ->
            uploads.put(
                name,
                rows.stream()
                    .map(row -> "{" + row + "}\n")
                    .collect(Collectors.joining())
                    .getBytes(UTF_8)));
    Map<String, String> words = new LinkedHashMap<>();
    for (String setting : settings) {
      words.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
    }
    RunPlan plan = RunPlan.of("classify", TRAIN, words);
    PreparedRun<?> run = Runs.prepare(plan, Sources.of(uploads), event -> {});
    return run.check(Workers.single(), event -> {});
  }

  private DataReport checkAll() throws IOException {
    return check("valid=" + VALID, "test=" + TEST);
  }

  /// The rows of each kind of finding, as `train 12`.
  private static Map<String, List<String>> rows(DataReport report) {
    Map<String, List<String>> rows = new TreeMap<>();
    for (Finding finding : report.findings()) {
      List<String> of = rows.computeIfAbsent(finding.kind(), kind -> new ArrayList<>());
      for (Place place : finding.places()) {
        of.add(place.file().replace(".jsonl", " ") + place.line());
      }
      assertEquals(finding.rows(), finding.places().size());
    }
    rows.values().forEach(of -> of.sort(null));
    return rows;
  }

  @Test
  void in_clean_files_nothing_is_found() throws IOException {
    assertEquals(Map.of(), rows(checkAll()));
    assertEquals(Map.of(), rows(check()));
    assertEquals(Map.of(), rows(check("folds=3")));
  }

  @Test
  void every_planted_defect_is_found_with_its_rows_and_no_others() throws IOException {
    Map<String, List<String>> planted = new TreeMap<>();
    plantRows(planted);
    plantTexts(planted);
    plantAcross(planted);
    assertEquals(planted, rows(checkAll()));
  }

  private void plantRows(Map<String, List<String>> planted) {
    plant(TRAIN, 500, "", "good");
    plant(TRAIN, 501, " \\t", "good");
    plant(TRAIN, 777, text(TRAIN, 777), "");
    planted.put("skipped", List.of("train 500", "train 501", "train 777"));
    List<String> near = new ArrayList<>();
    for (int line = 1001; line <= 1010; line++) {
      plant(TRAIN, line, text(TRAIN, line), "Good");
      near.add("train " + line);
    }
    plant(TRAIN, 1011, text(TRAIN, 1011), "b\u0430d");
    near.add("train 1011");
    planted.put("near-labels", near.stream().sorted().toList());
    plant(TRAIN, 2001, text(TRAIN, 2001), "odd");
    plant(TRAIN, 2002, text(TRAIN, 2002), "odd");
    planted.put("rare-labels", List.of("train 1011", "train 2001", "train 2002"));
    copy(TRAIN, 3001, TRAIN, 3002);
    copy(TRAIN, 3001, TRAIN, 9000);
    planted.put("duplicates", List.of("train 3002", "train 9000"));
    plant(TRAIN, 3501, text(TRAIN, 3500), label(TRAIN, 3500).equals("good") ? "bad" : "good");
    planted.put("contradictions", List.of("train 3500", "train 3501"));
  }

  private void plantTexts(Map<String, List<String>> planted) {
    plant(TRAIN, 4001, text(TRAIN, 4001) + " caf\uFFFD", "good");
    plant(TRAIN, 4002, text(TRAIN, 4002) + " half \\ud83d", "good");
    plant(TEST, 41, text(TEST, 41) + " \uFFFD\uFFFD", "good");
    planted.put("lost-characters", List.of("test 41", "train 4001", "train 4002"));
    planted.put("reading", List.of()); // the reader counts halves of pairs
    plant(TRAIN, 4100, text(TRAIN, 4100) + " a cafÃ©", "good");
    planted.put("mojibake", List.of("train 4100"));
    plant(TRAIN, 4200, text(TRAIN, 4200) + " it\\u0092s", "good");
    planted.put("control-characters", List.of("train 4200"));
    plant(TRAIN, 5000, text(TRAIN, 5000) + " p\u0430ypal", "good");
    planted.put("look-alikes", List.of("train 1011", "train 5000")); // a label and a text
    plant(TRAIN, 5100, "очень плохой фильм", "bad");
    planted.put("stray-script", List.of("train 5100"));
    plant(TRAIN, 6000, text(TRAIN, 6000).repeat(50), "good");
    planted.put("overlong", List.of("train 6000"));
    plant(TEST, 50, "", "good");
    planted.put("empty-texts", List.of("test 50"));
    plant(TEST, 60, "zyx ywv xvu", "good");
    planted.put("unknown-texts", List.of("test 60"));
  }

  private void plantAcross(Map<String, List<String>> planted) {
    copy(TRAIN, 7000, TEST, 70);
    copy(TRAIN, 7001, VALID, 71);
    copy(VALID, 72, TEST, 73);
    planted.put("in-two-sets", List.of("test 70", "test 73", "valid 71"));
    plant(TEST, 80, text(TEST, 80), "new");
    planted.put("unseen-labels", List.of("test 80"));
  }

  @Test
  void a_label_with_one_row_is_found_where_rows_are_divided() throws IOException {
    plant(TRAIN, 8000, text(TRAIN, 8000), "lone");
    assertEquals(Map.of("single-labels", List.of("train 8000")), rows(check()));
  }

  @Test
  void many_unknown_tokens_are_a_warning() throws IOException {
    for (int line = 1; line <= 400; line++) {
      plant(
          TEST,
          line,
          text(TEST, line) + " n%1$da n%1$db n%1$dc n%1$dd n%1$de".formatted(line),
          "good");
    }
    DataReport report = checkAll();
    assertEquals(Map.of("unknown-tokens", List.of()), rows(report));
    assertTrue(report.findings().getFirst().isWarning());
    assertEquals(Map.of(), rows(check("valid=" + VALID, "test=" + TEST, "tokenizer=characters")));
  }

  @Test
  void texts_that_are_cut_off_are_found_if_they_are_many() throws IOException {
    Map<String, List<String>> rows = rows(check("maxLength=12", "minFreq=1"));
    long longer = lines(TRAIN).stream().filter(row -> row.split(" ", -1).length > 12).count();
    assertEquals(List.of("cut-texts"), List.copyOf(rows.keySet()));
    assertEquals(longer, rows.getOrDefault("cut-texts", List.of()).size());
  }

  @Test
  void warnings_come_first_and_a_locale_changes_nothing() throws IOException {
    plant(TRAIN, 5100, "очень плохой фильм", "bad");
    for (int line = 1; line <= 1200; line++) {
      plant(TRAIN, line, "\uFFFD " + text(TRAIN, line), label(TRAIN, line));
    }
    String english = Json.line(check().details(Sentence::toString));
    Locale usual = Locale.getDefault();
    try {
      for (String locale : List.of("tr", "ar-EG-u-nu-arab", "de")) {
        Locale.setDefault(Locale.forLanguageTag(locale));
        assertEquals(english, Json.line(check().details(Sentence::toString)));
      }
    } finally {
      Locale.setDefault(usual);
    }
    assertTrue(
        english.startsWith(
            "{\"job\":\"classify\",\"data\":\"train.jsonl\",\"rows\":{\"training\":"),
        english);
    assertTrue(
        english.contains(
            "\"warnings\":1,\"notes\":1,\"findings\":[{\"kind\":\"lost-characters\","
                + "\"severity\":\"warning\",\"sentence\":\"1,200 rows have U+FFFD"),
        english);
    assertTrue(
        english.contains(
            "\"rows\":1,\"places\":[{\"file\":\"train.jsonl\",\"line\":5100}]}],\"labels\":"),
        english);
    assertTrue(english.matches(".*\"padding\":\\{\"bucketed\":0[^,]*,\"fileOrder\":0[^,]*}}"));
  }
}
