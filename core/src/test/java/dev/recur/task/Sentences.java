package dev.recur.task;

import dev.recur.data.Dataset;
import dev.recur.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Sentences of a small grammar of our own, in three classes, for tests that train something.
final class Sentences {
  private static final String[][] WORDS = {
    {"the cat sleeps", "a dog barks", "the horse runs", "an owl hoots"},
    {"the oak grows", "a rose blooms", "the moss spreads", "a fern unrolls"},
    {"the clock ticks", "a lamp glows", "the kettle boils", "an engine hums"}
  };
  private static final String[] LABELS = {"animal", "plant", "thing"};
  private static final String[] ENDS = {
    "", "at night", "in the old garden", "while it rains softly"
  };

  private Sentences() {}

  static Dataset rows(int count, long seed, TextSettings text) {
    List<List<String>> rows = new ArrayList<>();
    Seed random = Seed.of(seed);
    for (int i = 0; i < count; i++) {
      int label = i % 3;
      String start = WORDS[label][(int) (random.uniform(2L * i) * 4)];
      String end = ENDS[(int) (random.uniform(2L * i + 1) * 4)];
      rows.add(List.of((start + " " + end).strip(), LABELS[label]));
    }
    return Dataset.of(new ClassifyJob().columns(text, "text", "label"), rows);
  }

  static TextSettings text() {
    return Settings.create(TextSettings.class, Map.of("minFreq", "1"));
  }

  static NetworkSettings network(String cell, String pool) {
    return Settings.create(
        NetworkSettings.class,
        Map.of("cell", cell, "pool", pool, "hidden", "12", "embedding", "10", "dropout", "0.2"));
  }

  static FitSettings fit(int epochs) {
    return Settings.create(
        FitSettings.class,
        Map.of("epochs", Integer.toString(epochs), "batchSize", "16", "lr", "0.01"));
  }
}
