package dev.recur.task.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.data.Dataset;
import dev.recur.file.NamedArray;
import dev.recur.settings.Settings;
import dev.recur.task.ComputeSettings;
import dev.recur.task.Context;
import dev.recur.task.Parts;
import dev.recur.task.Training;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Texts with labels, divided for a training run, and small classifiers trained on them.
final class Divisions {
  private Divisions() {}

  static ClassifySettings settings(String... pairs) {
    Map<String, String> words = new HashMap<>(Map.of("hidden", "6", "embedding", "6"));
    words.putAll(Map.of("epochs", "2", "batchSize", "16", "lr", "0.02", "minFreq", "1"));
    for (int i = 0; i < pairs.length; i += 2) {
      words.put(pairs[i], pairs[i + 1]);
    }
    return Settings.create(ClassifySettings.class, words);
  }

  static Context context(Workers workers) {
    ComputeSettings compute = Settings.create(ComputeSettings.class, Map.of());
    return new Context(compute, workers, List.of(), event -> {});
  }

  static Classifier train(Parts parts, String... settings) {
    return (Classifier)
        Training.train(new ClassifyJob(), parts, settings(settings), context(Workers.single()))
            .model();
  }

  /// Validation rows of the same file.
  static Parts share(Dataset all, double valid) {
    List<Dataset> parts = all.stratifiedSplit(Seed.of(1), "label", 1 - valid, valid);
    return new Parts(all, parts.get(0), parts.get(1), parts.get(1));
  }

  /// Validation rows of another file.
  static Parts files(Dataset train, Dataset valid) {
    Dataset alike = Dataset.of(train.columns(), Sentences.cells(valid));
    return new Parts(train, train, alike, alike);
  }

  static Dataset rows(List<List<String>> cells) {
    return Dataset.of(ClassifyJob.columns("text", "label"), cells);
  }

  /// Of ten texts, one is spam; half of the spam has a word of its own.
  static Dataset mail(int rows) {
    return rows(
        IntStream.range(0, rows)
            .mapToObj(
                i -> {
                  String word = i % 20 == 0 ? "prize" : "meeting";
                  return List.of("the " + word + " of day " + i % 7, i % 10 == 0 ? "spam" : "ham");
                })
            .toList());
  }

  /// Whether a text is praise depends on one of its words, often enough for n-grams, and rarely.
  static Dataset moods(int rows, long seed) {
    Seed random = Seed.of(seed);
    return rows(
        IntStream.range(0, rows)
            .mapToObj(
                i -> {
                  boolean praise = random.uniform(2L * i) < 0.2;
                  boolean word = random.uniform(2L * i + 1) < (praise ? 0.75 : 0.1);
                  return List.of(
                      (word ? "fine " : "some ") + "thing " + i % 5, praise ? "praise" : "other");
                })
            .toList());
  }

  /// Texts of a word of their own each, with labels that do not depend on it.
  static Dataset riddles(int rows, long seed) {
    return rows(
        IntStream.range(0, rows)
            .mapToObj(
                i ->
                    List.of(
                        "Was " + Long.toString(Seed.of(seed).bits(2L * i) >>> 20, 36),
                        (Seed.of(seed).bits(2L * i + 1) & 1) == 0 ? "even" : "odd"))
            .toList());
  }

  static void assertSame(NamedArray expected, NamedArray got) {
    assertEquals(expected.toString(), got.toString());
    switch (expected.dtype()) {
      case F32 -> assertArrayEquals(expected.floats(), got.floats());
      case I64 -> assertArrayEquals(expected.longs(), got.longs());
      case U8 -> assertArrayEquals(expected.bytes(), got.bytes());
    }
  }
}
