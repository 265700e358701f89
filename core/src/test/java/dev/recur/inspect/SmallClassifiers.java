package dev.recur.inspect;

import dev.recur.data.Dataset;
import dev.recur.settings.Settings;
import dev.recur.task.classify.Classifier;
import dev.recur.task.classify.ClassifySettings;
import dev.recur.task.classify.Sentences;
import dev.recur.tensor.Workers;
import java.util.HashMap;
import java.util.Map;

/// Classifiers of sentences about animals, plants and things.
final class SmallClassifiers {
  private SmallClassifiers() {}

  /// A classifier with these settings, names and values alternating.
  static Classifier train(String... pairs) {
    Map<String, String> words = new HashMap<>(Map.of("hidden", "6", "embedding", "7"));
    words.putAll(Map.of("epochs", "4", "batchSize", "16", "lr", "0.02", "minFreq", "1"));
    words.putAll(Map.of("dropout", "0.1", "experts", "none"));
    for (int i = 0; i < pairs.length; i += 2) {
      words.put(pairs[i], pairs[i + 1]);
    }
    Dataset train = Sentences.rows(120, 1);
    return Sentences.trained(
        train,
        Dataset.of(train.columns(), Sentences.cells(Sentences.rows(30, 2))),
        Settings.create(ClassifySettings.class, words),
        Workers.single(),
        event -> {});
  }
}
