package dev.recur.examples;

import dev.recur.data.Batch;
import dev.recur.data.BucketIterator;
import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.loss.CrossEntropyLoss;
import dev.recur.nn.Embedding;
import dev.recur.nn.EmbeddingOptions;
import dev.recur.nn.Gru;
import dev.recur.nn.LastPooling;
import dev.recur.nn.Layer;
import dev.recur.nn.Linear;
import dev.recur.optim.Adam;
import dev.recur.optim.AdamOptions;
import dev.recur.optim.Optimizer;
import dev.recur.tensor.Device;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.text.Field;
import dev.recur.text.FittedField;
import dev.recur.text.FittedLabels;
import dev.recur.text.LabelField;
import dev.recur.text.Vectors;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/// Pretrained vectors, fine-tuned for a task and written to a file.
///
/// Vectors learnt from running text place opposites close together, as these occur in the same
/// contexts: the nearest word to "good" is "bad". Training on opinions pulls the two apart.
public final class PretrainedVectors {
  private static final List<String> GOOD = List.of("good", "great", "lovely", "fine", "splendid");
  private static final List<String> BAD = List.of("bad", "poor", "awful", "dull", "dreadful");

  private PretrainedVectors() {}

  public static void main(String[] args) throws IOException, URISyntaxException {
    Vectors before = Vectors.read(resource("words.vec"));
    System.out.printf("%d vectors, %d rows left out%n", before.size(), before.invalidCount());
    before.invalid().forEach(row -> System.out.printf("  line %d: %s%n", row.line(), row.reason()));
    if (before.invalidCount() != 1) {
      throw new AssertionError("expected one row that is not valid");
    }
    check("cosine of good and bad", cosine(before, "good", "bad"), 0.95, 1);

    // A vocabulary with vectors, and an embedding that starts from them.
    Field text = Field.text().build();
    LabelField label = new LabelField();
    Dataset data = Dataset.of(Columns.of("text", text).and("label", label), sentences());
    FittedField words = text.buildVocab(data, 1000, 1, before);
    FittedLabels labels = label.buildVocab(data);
    Tensor table = words.vectors().orElseThrow(); // (V, E)
    EmbeddingOptions options = EmbeddingOptions.of(table.size(0), table.size(1));
    Embedding embedding = Embedding.fromPretrained(table, options, false); // not frozen

    train(embedding, data.encode(words, labels), labels.size());

    // Written in a format that other programs read, too.
    Path file = Files.createTempFile("opinions", ".vec");
    Vectors.of(words.vocab(), embedding.parameter("weight").value()).write(file);
    Vectors after = Vectors.read(file);
    Files.delete(file);
    for (Vectors vectors : List.of(before, after)) {
      System.out.printf("nearest to \"good\":%n");
      vectors
          .nearest("good", 3)
          .forEach(word -> System.out.printf("  %-10s %.3f%n", word.token(), word.cosine()));
    }
    check("cosine of good and bad", cosine(after, "good", "bad"), -1, 0.8);
    if (!GOOD.contains(after.nearest("good", 1).getFirst().token())) {
      throw new AssertionError("expected a word of praise nearest to \"good\"");
    }
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(PretrainedVectors.class.getResource(name)).toURI());
  }

  /// Every thing with every opinion, plain and with "not".
  private static List<List<String>> sentences() {
    List<List<String>> rows = new ArrayList<>();
    for (String thing : List.of("film", "soup", "room", "book", "song", "walk")) {
      for (String not : List.of("", "not ")) {
        for (String word : GOOD) {
          String label = not.isEmpty() ? "praise" : "complaint";
          rows.add(List.of("the " + thing + " was " + not + word, label));
        }
        for (String word : BAD) {
          String label = not.isEmpty() ? "complaint" : "praise";
          rows.add(List.of("the " + thing + " was " + not + word, label));
        }
      }
    }
    return rows;
  }

  private static void train(Embedding embedding, EncodedDataset data, int classes) {
    Gru gru = new Gru(embedding.options().embeddingDim(), 16, Seed.of(1));
    Linear linear = new Linear(16, classes, Seed.of(2));
    SequencedMap<String, Parameter> all =
        Layer.join(
            Map.entry("embedding", embedding), Map.entry("gru", gru), Map.entry("linear", linear));
    Optimizer optimizer = new Adam(all, new AdamOptions(1e-2));
    BucketIterator batches = new BucketIterator(data, 12, Device.cpu());
    Tape tape = new Tape();
    double loss = 0;
    for (int epoch = 0; epoch < 30; epoch++) {
      loss = 0;
      for (Batch batch : batches.epoch(epoch)) {
        PackedSequence h = gru.forward(embedding.forward(tape, batch.tokens())).output();
        Tensor scores = linear.forward(new LastPooling(false).forward(h));
        Tensor l = new CrossEntropyLoss().forward(scores, batch.labels());
        loss += l.item() * batch.size() / data.size();
        tape.backward(l);
        optimizer.step();
        optimizer.zeroGrad();
        tape.reset();
      }
    }
    check("loss after training", loss, 0, 0.1);
  }

  private static double cosine(Vectors vectors, String a, String b) {
    float[] x = vectors.vector(a);
    float[] y = vectors.vector(b);
    return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
  }

  private static double dot(float[] x, float[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (double) x[i] * y[i];
    }
    return sum;
  }

  private static void check(String what, double value, double least, double most) {
    System.out.printf("%s: %.3f%n", what, value);
    if (!(value >= least && value <= most)) {
      throw new AssertionError("%s: expected %s to %s".formatted(what, least, most));
    }
  }
}
