package dev.recur.bench.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.source.DataFile;
import dev.recur.source.DividedData;
import dev.recur.source.DivisionSettings;
import dev.recur.source.SourceSettings;
import dev.recur.source.Sources;
import dev.recur.source.WantedColumns;
import dev.recur.task.Role;
import dev.recur.task.classify.ClassifyJob;
import dev.recur.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrawsTest {
  @TempDir private Path folder;

  /// A set of 2,200 short messages, a seventh of them spam.
  private void writeMessages() throws IOException {
    StringBuilder table = new StringBuilder();
    for (int i = 0; i < 2_200; i++) {
      table
          .append(i % 7 == 0 ? "spam\twin a prize " : "ham\tsee you at ")
          .append(i % 90)
          .append('\n');
    }
    Files.createDirectories(folder.resolve("sms-spam"));
    Files.writeString(folder.resolve("sms-spam/sms.tsv"), table);
  }

  private List<Result> results(String raw, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(folder.toString(), "--sets", "sms", "--rows", "100", "--draws", "2"));
    arguments.addAll(List.of("--set", "hidden=4", "--set", "embedding=4", "--set", "epochs=1"));
    arguments.addAll(List.of("--raw", folder.resolve(raw).toString()));
    arguments.addAll(List.of(more));
    QualityOptions options = QualityOptions.parse(arguments);
    RawFile file = new RawFile(options.raw());
    new Draws(options, file).compute();
    return file.results().stream().toList();
  }

  private static Result.Answers answers(Result result, String method) {
    return Objects.requireNonNull(result.methods().get(method));
  }

  /// The results without the seconds, which differ.
  private static List<String> figures(List<Result> results) {
    return results.stream()
        .map(result -> result.toJson().replaceAll("\"seconds\":[^,]*,", ""))
        .sorted()
        .toList();
  }

  @Test
  void draws_in_the_file_are_not_computed_again_and_threads_change_nothing() throws IOException {
    writeMessages();
    List<Result> first = results("raw");
    assertEquals(2, first.size());
    assertEquals(1_000, answers(first.getFirst(), "model").right().length());
    Path raw = folder.resolve("raw");
    String complete = Files.readString(raw);
    assertEquals(first, results("raw"));
    assertEquals(complete, Files.readString(raw));
    Files.writeString(raw, complete.substring(0, complete.length() - 20)); // interrupted
    assertEquals(first.getFirst(), results("raw").getFirst());
    assertEquals(2, Files.readString(raw).lines().count());
    assertEquals(figures(first), figures(results("raw")));
    assertEquals(figures(first), figures(results("other", "--parallel", "2")));
    assertEquals(3, results("raw", "--draws", "3").size());
    assertEquals(5, results("raw", "--tune").size());
  }

  @Test
  void a_result_survives_its_line() {
    SequencedMap<String, Result.Answers> methods = new LinkedHashMap<>();
    methods.put("model", new Result.Answers("0110", 0.25, 0.125, 1.5));
    methods.put("naiveBayes", new Result.Answers("0111", 0.5, Double.NaN, 0.001));
    Draw.Key key =
        new Draw.Key(TextSet.NSMC, Rows.WHOLE, 2, true, Map.of("lr", "1e-3", "cell", "LSTM"));
    SequencedMap<String, Double> parts = new LinkedHashMap<>(Map.of("network.test.accuracy", 0.5));
    Result result = new Result(key, 150_000, true, methods, parts);
    assertEquals(result, Result.of(result.toJson()));
    assertEquals(0.75, answers(result, "naiveBayes").accuracy());
  }

  @Test
  void a_line_that_is_no_result_is_named() throws IOException {
    Path raw = folder.resolve("raw");
    Files.writeString(raw, "{\"set\":\"mr\"}\n");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new RawFile(Optional.of(raw)));
    assertEquals(raw + ", line 1: expected an object as \"methods\"", e.getMessage());
  }

  @Test
  void a_missing_set_is_named() {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> results("raw"));
    assertEquals(
        folder + ": there is no sms-spam/sms.tsv, which the set sms needs", e.getMessage());
  }

  /// The model must see the texts that the baselines see.
  @Test
  void a_draw_is_read_as_it_was_drawn() throws IOException {
    List<String> texts =
        List.of("  a \"b\"\tc", "x\ny", "영화, 😀", "{\"text\":1}", "#", "'", "a\\n");
    List<Example> rows =
        IntStream.range(0, 100)
            .mapToObj(
                i -> new Example(i, texts.get(i % texts.size()), i % 3 == 0 ? "A \"c\"" : "b"))
            .toList();
    Sources sources = Sources.of(Map.of("draw.jsonl", Trial.lines(rows)));
    ClassifyJob job = new ClassifyJob();
    try (DataFile file =
        DataFile.open(
            "draw.jsonl",
            SourceSettings.auto(),
            WantedColumns.of(job.roles(), Map.of("text", "text", "label", "label")),
            sources,
            Seed.of(1),
            event -> {})) {
      var all =
          DividedData.read(
                  file,
                  DivisionSettings.usual(),
                  Role.columns(job.roles(), file.columns()),
                  Seed.of(1),
                  event -> {})
              .getFirst()
              .all();
      assertEquals(rows.size(), all.size());
      for (Example row : rows) {
        assertEquals(row.text(), all.row(row.id()).text("text"));
        assertEquals(row.label(), all.row(row.id()).text("label"));
      }
    }
  }
}
