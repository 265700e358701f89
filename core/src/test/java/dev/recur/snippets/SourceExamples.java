package dev.recur.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.reading.OpenFile;
import dev.recur.run.Jobs;
import dev.recur.run.RunPlan;
import dev.recur.run.Runs;
import dev.recur.score.Scores;
import dev.recur.settings.Settings;
import dev.recur.source.DataEvent;
import dev.recur.source.DataFile;
import dev.recur.source.DividedData;
import dev.recur.source.DivisionSettings;
import dev.recur.source.NamedRows;
import dev.recur.source.SourceSettings;
import dev.recur.source.Sources;
import dev.recur.source.WantedColumns;
import dev.recur.source.WordNet;
import dev.recur.task.Model;
import dev.recur.task.Parts;
import dev.recur.task.Role;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// What the documentation of [dev.recur.source] shows.
final class SourceExamples {
  private SourceExamples() {}

  private static byte[] reviews() {
    StringBuilder table = new StringBuilder("review,stars\n");
    for (int i = 0; i < 40; i++) {
      table.append(i % 2 == 0 ? "a film to remember,5\n" : "dull and far too long,1\n");
    }
    return table.toString().getBytes(UTF_8);
  }

  static void sources() throws IOException {
    byte[] bytes = reviews();
    Function<String, InputStream> bucket = name -> new ByteArrayInputStream(bytes);
    // @start region="sources"
    Sources paths = Sources.files(); // - is standard input
    Sources uploads = Sources.of(Map.of("reviews.csv", bytes)); // files in memory
    Sources objects = name -> new Sources.Found.Opened(OpenFile.of(name, bucket.apply(name)));
    // @end
    for (Sources each : List.of(uploads, objects)) {
      Sources.Found found = each.find("reviews.csv");
      assertTrue(found instanceof Sources.Found.Opened, found::toString);
    }
    assertEquals("a.vec", paths.path("a.vec").toString());
  }

  static void open() throws IOException {
    Sources uploads = Sources.of(Map.of("reviews.csv", reviews()));
    Map<String, String> columns;
    // @start region="open"
    List<Role> roles = Jobs.named("classify").roles();
    WantedColumns wanted =
        WantedColumns.of(roles, Map.of("text", "review")); // the label is detected
    SourceSettings settings = SourceSettings.auto();
    try (DataFile file =
        DataFile.open("reviews.csv", settings, wanted, uploads, Seed.of(1), event -> {})) {
      columns = file.columns(); // {text=review, label=stars}
    }
    // @end
    assertEquals("{text=review, label=stars}", columns.toString());
  }

  static void settings() {
    // @start region="settings"
    SourceSettings detected = SourceSettings.auto();
    SourceSettings exported = // the rest is detected
        Settings.create(
            SourceSettings.class, Map.of("delimiter", "semicolon", "encoding", "cp949"));
    // @end
    assertEquals("auto", detected.delimiter());
    assertEquals("auto", exported.quote());
    assertEquals("semicolon", exported.delimiter());
  }

  static void divide() throws IOException {
    List<Role> roles = Jobs.named("classify").roles();
    Sources uploads = Sources.of(Map.of("reviews.csv", reviews()));
    try (DataFile file =
        DataFile.open(
            "reviews.csv",
            SourceSettings.auto(),
            WantedColumns.of(roles, Map.of()),
            uploads,
            Seed.of(1),
            event -> {})) {
      // @start region="divide"
      DivisionSettings division = new DivisionSettings("0.1", "0.2", ""); // valid, test, no folds
      Columns columns = Role.columns(roles, file.columns());
      Parts parts = DividedData.read(file, division, columns, Seed.of(1), event -> {}).getFirst();
      int train = parts.train().size(); // 70 % of the rows
      // @end
      assertEquals(28, train);
      assertEquals(4, parts.valid().size());
      assertEquals(8, parts.test().size());
    }
  }

  static void events() throws IOException {
    List<String> messages = new ArrayList<>();
    // @start region="events"
    Consumer<DataEvent> listener =
        event ->
            messages.add(
                switch (event) {
                  case DataEvent.Reading reading -> "reading " + reading.data();
                  case DataEvent.Detected detected -> String.join(" ", detected.arguments());
                  case DataEvent.Found found -> found.finding().sentence().toString();
                });
    // @end
    WantedColumns wanted = WantedColumns.of(Jobs.named("classify").roles(), Map.of());
    Sources uploads = Sources.of(Map.of("reviews.csv", reviews()));
    DataFile.open("reviews.csv", SourceSettings.auto(), wanted, uploads, Seed.of(1), listener)
        .close();
    assertEquals(List.of("--text=review --label=stars"), messages);
  }

  static void test() throws IOException {
    Sources uploads = Sources.of(Map.of("reviews.csv", reviews()));
    Map<String, String> small = Map.of("hidden", "4", "embedding", "4", "epochs", "1");
    Model model =
        Runs.run(RunPlan.of("classify", "reviews.csv", small), uploads, List.of(), event -> {})
            .model();
    SourceSettings settings = SourceSettings.auto();
    Workers workers = Workers.single();
    Scores scores;
    // @start region="test"
    WantedColumns wanted = WantedColumns.of(model.roles(), Map.of()).knowing(model.trainedOn());
    try (DataFile file =
        DataFile.open("reviews.csv", settings, wanted, uploads, Seed.of(1), event -> {})) {
      Columns columns = model.columns(file.columns());
      Dataset rows = file.readToTest(columns, Set.copyOf(model.words()), event -> {});
      scores = model.score(rows, workers);
    }
    // @end
    assertEquals(40, scores.rows());
  }

  static void named() {
    // @start region="named"
    NamedRows rows = NamedRows.find(WordNet.NAME).orElseThrow();
    List<String> columns = rows.columns(); // [definition, category]
    RunPlan plan = RunPlan.of("classify", WordNet.NAME, Map.of("hidden", "64"));
    Runs.check(plan); // Runs.run(plan, Sources.named(), …) trains on the definitions
    // @end
    assertEquals(List.of("definition", "category"), columns);
  }
}
