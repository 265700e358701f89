package dev.recur.bench;

import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.file.ModelFile;
import dev.recur.file.NamedArray;
import dev.recur.settings.Settings;
import dev.recur.task.CellKind;
import dev.recur.task.ComputeSettings;
import dev.recur.task.Context;
import dev.recur.task.Parts;
import dev.recur.task.Training;
import dev.recur.task.classify.ClassifyJob;
import dev.recur.task.classify.ClassifySettings;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// A classifier of row D in a folder, for all sides: the model file for Recur, weights and texts
/// for PyTorch, and the path of the graph for ONNX Runtime.
///
/// The texts are 100 random words of its vocabulary, which has 20,000 with those for unknown words
/// and padding. Its weights are those of [Network], untrained.
final class TextModel {
  /// The number of texts, which are used in turn.
  static final int TEXTS = 128;

  private static final Size SIZE = Size.D;
  private static final int SPECIAL = 2; // unknown, padding

  private final Path folder;

  TextModel(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /// The file that [dev.recur.task.classify.Classifier] loads.
  Path recur() {
    return folder.resolve("model.recur");
  }

  /// The file of weights and texts that `peer.py` loads.
  Path peer() {
    return folder.resolve("model.safetensors");
  }

  /// The graph, once a peer has written it.
  Path onnx() {
    return folder.resolve("model.onnx");
  }

  /// Writes the files of a network of this cell.
  void write(CellKind cell) throws IOException {
    Batches any = Batches.equal(SIZE);
    Network network = new Network(cell, SIZE, any, Workers.single());
    List<NamedArray> weights = new ArrayList<>();
    network.parameters().forEach((n, p) -> weights.add(NamedArray.of(n, p.toArray(), p.shape())));

    fit(cell);
    writeForRecur(weights);
    writeForPeer(cell, weights);
  }

  /// Replaces the weights in the file that [#fit] wrote.
  private void writeForRecur(List<NamedArray> weights) throws IOException {
    ModelFile fitted = ModelFile.read(recur());
    List<NamedArray> arrays = new ArrayList<>(weights);
    arrays.addAll(NamedArray.ofStrings("vocab", fitted.strings("vocab")));
    arrays.addAll(NamedArray.ofStrings("labels", fitted.strings("labels")));
    new ModelFile(fitted.metadata(), arrays).write(recur(), true);
  }

  private void writeForPeer(CellKind cell, List<NamedArray> weights) throws IOException {
    int steps = SIZE.steps;
    long[] ids = new Random(1).longs((long) TEXTS * steps, SPECIAL, Size.VOCABULARY).toArray();
    long[] lengths = new long[TEXTS];
    Arrays.fill(lengths, steps);
    List<NamedArray> arrays = new ArrayList<>(weights);
    arrays.add(NamedArray.of("tokens", ids, TEXTS, 1, steps));
    arrays.add(NamedArray.of("lengths", lengths, TEXTS, 1));
    arrays.add(NamedArray.of("labels", new long[TEXTS], TEXTS, 1));
    new ModelFile(Map.of("cell", cell.name()), arrays).write(peer(), true);
  }

  /// The tokens of the texts.
  long[][] ids() throws IOException {
    long[] all = ModelFile.read(peer()).array("tokens", NamedArray.Dtype.I64).longs();
    long[][] ids = new long[TEXTS][SIZE.steps];
    for (int i = 0; i < TEXTS; i++) {
      System.arraycopy(all, i * SIZE.steps, ids[i], 0, SIZE.steps);
    }
    return ids;
  }

  /// The texts.
  List<String> texts() throws IOException {
    List<String> words = ModelFile.read(recur()).strings("vocab");
    List<String> texts = new ArrayList<>();
    for (long[] ids : ids()) {
      List<String> text = new ArrayList<>();
      for (long id : ids) {
        text.add(words.get((int) id));
      }
      texts.add(String.join(" ", text));
    }
    return texts;
  }

  /// Writes a classifier with the vocabulary, the settings and the shapes; its weights do not
  /// matter.
  private void fit(CellKind cell) throws IOException {
    var settings =
        Settings.create(
            ClassifySettings.class,
            Map.of(
                "tokenizer",
                "basic_english", // whatever these words look like
                "minFreq",
                "1",
                "cell",
                cell.name().toLowerCase(Locale.ROOT),
                "hidden",
                Integer.toString(SIZE.hidden),
                "embedding",
                Integer.toString(SIZE.embedding),
                "bidirectional",
                "false",
                "pool",
                "last",
                "dropout",
                "0",
                "epochs",
                "1"));
    var compute = Settings.create(ComputeSettings.class, Map.of("threads", "1"));
    List<List<String>> rows = new ArrayList<>();
    for (int from = 0; from < Size.VOCABULARY - SPECIAL; from += SIZE.steps) {
      int to = Math.min(from + SIZE.steps, Size.VOCABULARY - SPECIAL);
      String words = String.join(" ", IntStream.range(from, to).mapToObj(i -> "w" + i).toList());
      rows.add(List.of(words, Integer.toString(rows.size() % Size.CLASSES)));
    }
    Columns columns = ClassifyJob.columns("text", "label");
    Dataset data = Dataset.of(columns, rows);
    Dataset few = Dataset.of(columns, rows.subList(0, Size.CLASSES));
    Context context = new Context(compute, Workers.single(), List.of(), event -> {});
    Training.train(new ClassifyJob(), new Parts(data, data, few, few), settings, context)
        .model()
        .save(recur(), true);
  }
}
