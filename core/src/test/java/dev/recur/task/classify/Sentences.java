package dev.recur.task.classify;

import dev.recur.data.Dataset;
import dev.recur.settings.Settings;
import dev.recur.task.ComputeSettings;
import dev.recur.task.Context;
import dev.recur.task.FitSettings;
import dev.recur.task.Parts;
import dev.recur.task.Training;
import dev.recur.task.text.NetworkSettings;
import dev.recur.task.text.TextSettings;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import dev.recur.train.TrainingEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Sentences from a small grammar, in three classes, for tests that train something.
public final class Sentences {
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

  public static Dataset rows(int count, long seed) {
    List<List<String>> rows = new ArrayList<>();
    Seed random = Seed.of(seed);
    for (int i = 0; i < count; i++) {
      int label = i % 3;
      String start = WORDS[label][(int) (random.uniform(2L * i) * 4)];
      String end = ENDS[(int) (random.uniform(2L * i + 1) * 4)];
      rows.add(List.of((start + " " + end).strip(), LABELS[label]));
    }
    return Dataset.of(ClassifyJob.columns("text", "label"), rows);
  }

  /// The rows as cells, to read with other columns.
  public static List<List<String>> cells(Dataset data) {
    return IntStream.range(0, data.size())
        .mapToObj(i -> List.of(data.row(i).text("text"), data.row(i).text("label")))
        .toList();
  }

  /// Settings from names and values, alternating.
  public static TextSettings text(String... pairs) {
    Map<String, String> values = new HashMap<>(Map.of("minFreq", "1"));
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    return Settings.create(TextSettings.class, values);
  }

  /// A classifier trained on some sentences for one epoch; what is reported is added to `notes`.
  public static Classifier train(TextSettings text, int embedding, List<String> notes) {
    Dataset train = rows(120, 1);
    return trained(
        train,
        Dataset.of(train.columns(), cells(rows(30, 2))),
        new ClassifySettings(
            text, network("gru", "max").withEmbedding(embedding), fit(1), labels(Map.of())),
        Workers.single(),
        event -> {
          if (event instanceof TrainingEvent.Noted noted) {
            notes.add(noted.about() + ": " + noted.sentence());
          }
        });
  }

  /// A classifier trained on the rows of one data set and validated on those of another.
  public static Classifier trained(
      Dataset train,
      Dataset valid,
      ClassifySettings settings,
      Workers workers,
      Consumer<TrainingEvent> listener) {
    return trained(new ClassifyJob(), train, valid, settings, workers, listener);
  }

  static Classifier trained(
      ClassifyJob job,
      Dataset train,
      Dataset valid,
      ClassifySettings settings,
      Workers workers,
      Consumer<TrainingEvent> listener) {
    ComputeSettings compute = Settings.create(ComputeSettings.class, Map.of());
    Context context = new Context(compute, workers, List.of(), listener);
    Parts parts = new Parts(train, train, valid, valid);
    return (Classifier) Training.train(job, parts, settings, context).model();
  }

  static LabelSettings labels(Map<String, String> values) {
    return Settings.create(LabelSettings.class, values);
  }

  /// The bytes of a classifier's model file.
  public static byte[] bytes(Classifier classifier) throws IOException {
    var out = new ByteArrayOutputStream();
    ClassifierFile.write(classifier).write(out);
    return out.toByteArray();
  }

  public static NetworkSettings network(String cell, String pool) {
    return Settings.create(
        NetworkSettings.class,
        Map.of("cell", cell, "pool", pool, "hidden", "12", "embedding", "10", "dropout", "0.2"));
  }

  /// A few epochs with a high and constant learning rate.
  public static FitSettings fit(int epochs) {
    Map<String, String> words = new HashMap<>(Map.of("epochs", Integer.toString(epochs)));
    words.putAll(Map.of("batchSize", "16", "lr", "0.01", "schedule", "constant"));
    return Settings.create(FitSettings.class, words);
  }
}
