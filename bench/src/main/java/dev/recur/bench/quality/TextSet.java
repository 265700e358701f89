package dev.recur.bench.quality;

import dev.recur.data.Dataset;
import dev.recur.data.Row;
import dev.recur.settings.Settings;
import dev.recur.source.DataFile;
import dev.recur.source.DividedData;
import dev.recur.source.DivisionSettings;
import dev.recur.source.SourceSettings;
import dev.recur.source.Sources;
import dev.recur.source.WantedColumns;
import dev.recur.source.WordNet;
import dev.recur.task.Parts;
import dev.recur.task.Role;
import dev.recur.task.classify.ClassifyJob;
import dev.recur.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The data sets of the protocol. They are read as `recur train classify` reads them.
enum TextSet {
  /// Sentences of English film reviews, positive or negative (Pang & Lee).
  MR("MR: film reviews", "mr", "", "ISO-8859-1", 2_000, 2_000),
  /// Short messages, spam or not (Almeida & Gómez Hidalgo).
  SMS("SMS: spam", "sms-spam/sms.tsv", "", "auto", 1_000, 1_000),
  /// Korean film reviews, positive or negative, with a test file (e9t/nsmc).
  NSMC(
      "NSMC: Korean film reviews",
      "nsmc/ratings_train.txt",
      "nsmc/ratings_test.txt",
      "auto",
      0,
      2_000),
  /// Surnames of 18 languages (spro/practical-pytorch).
  SURNAMES("Surnames: language", "names", "", "auto", 4_000, 2_000),
  /// Definitions of nouns and their categories, which the library has.
  WORDNET("WordNet: category of a noun", "", "", "auto", 8_000, 2_000);

  private final String title;
  private final String place;
  private final String testPlace;
  private final String encoding;
  private final int testRows;
  private final int drawnTestRows;

  TextSet(
      String title,
      String place,
      String testPlace,
      String encoding,
      int testRows,
      int drawnTestRows) {
    this.title = title;
    this.place = place;
    this.testPlace = testPlace;
    this.encoding = encoding;
    this.testRows = testRows;
    this.drawnTestRows = drawnTestRows;
  }

  /// The set of this name.
  static TextSet named(String name) {
    return Arrays.stream(values())
        .filter(set -> set.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--sets: expected some of %s, got \"%s\""
                        .formatted(
                            Arrays.stream(values())
                                .map(TextSet::toString)
                                .collect(Collectors.joining(",")),
                            name)));
  }

  /// The title for people.
  String title() {
    return title;
  }

  /// The rows of the test part; 0 if the set has a test file.
  int testRows() {
    return testRows;
  }

  /// The most rows that a draw is tested on.
  int drawnTestRows() {
    return drawnTestRows;
  }

  /// Whether the set has a test file.
  boolean hasTestFile() {
    return !testPlace.isEmpty();
  }

  /// Whether the library has the set.
  boolean isBuiltIn() {
    return place.isEmpty();
  }

  /// The rows that can be trained on, and those of the test file or, without one, of the division
  /// that a run with this seed makes.
  ///
  /// @param all the rows in the order of the data, without those of a test file
  /// @param test the rows of the test
  record Content(List<Example> all, List<Example> test) {}

  /// Reads the set.
  ///
  /// @param seed chooses the rows of WordNet, and divides a set without a test file
  /// @throws IllegalArgumentException if the folder does not have it
  Content read(Path folder, long seed) throws IOException {
    ClassifyJob job = new ClassifyJob();
    Map<String, String> division =
        testPlace.isEmpty() ? Map.of() : Map.of("test", found(folder, testPlace));
    try (DataFile file =
        DataFile.open(
            isBuiltIn() ? WordNet.NAME : found(folder, place),
            Settings.create(SourceSettings.class, Map.of("encoding", encoding)),
            WantedColumns.of(job.roles(), Map.of()),
            isBuiltIn() ? Sources.named() : Sources.files(),
            Seed.of(seed),
            event -> {})) {
      Parts parts =
          DividedData.read(
                  file,
                  Settings.create(DivisionSettings.class, division),
                  Role.columns(job.roles(), file.columns()),
                  Seed.of(seed),
                  event -> {})
              .getFirst();
      List<Example> all = examples(parts.all(), 0);
      return new Content(all, examples(parts.test(), hasTestFile() ? all.size() : 0));
    }
  }

  private String found(Path folder, String name) {
    Path path = folder.resolve(name);
    if (!Files.exists(path)) {
      throw new IllegalArgumentException(
          "%s: there is no %s, which the set %s needs".formatted(folder, name, this));
    }
    return path.toString();
  }

  private static List<Example> examples(Dataset rows, int firstId) {
    String text = rows.columns().onlyTexts();
    String label = rows.columns().onlyLabels();
    List<Example> examples = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.row(i);
      int id = firstId + Math.toIntExact(row.id());
      examples.add(new Example(id, row.text(text), row.text(label)));
    }
    return examples;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
