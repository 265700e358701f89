package dev.recur.examples;

import dev.recur.data.Batch;
import dev.recur.data.BatchOptions;
import dev.recur.data.BucketIterator;
import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.loss.CrossEntropyLoss;
import dev.recur.nn.Dropout;
import dev.recur.nn.Embedding;
import dev.recur.nn.Layer;
import dev.recur.nn.Linear;
import dev.recur.nn.Lstm;
import dev.recur.nn.MaxPooling;
import dev.recur.nn.RecurrentOptions;
import dev.recur.nn.Softmax;
import dev.recur.optim.Adam;
import dev.recur.optim.AdamOptions;
import dev.recur.optim.Clipping;
import dev.recur.optim.Optimizer;
import dev.recur.tensor.Device;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import dev.recur.text.FittedField;
import dev.recur.text.FittedLabels;
import dev.recur.text.LabelField;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/// From a CSV file to a classifier, layer by layer: a bidirectional LSTM of two layers reads the
/// messages of a shop's customers and assigns each to a desk.
///
/// Shows dropout between layers and around them, clipping, and a stratified split.
public final class TicketsFromCsv {
  private static final int EMBEDDING = 24;
  private static final int HIDDEN = 24;
  private static final double DROPOUT = 0.3;

  private TicketsFromCsv() {}

  public static void main(String[] args) throws IOException, URISyntaxException {
    Field text = Field.text().tokenize("basic_english").build();
    LabelField desk = new LabelField();
    Dataset all = Dataset.csv(csv(), Columns.of("message", text).and("desk", desk));
    List<Dataset> parts = all.stratifiedSplit(Seed.of(1), "desk", 0.8, 0.2);
    FittedField words = text.buildVocab(parts.get(0), 1000, 2);
    FittedLabels desks = desk.buildVocab(parts.get(0));

    Network network = new Network(words.vocab().size(), desks.size(), Seed.of(2));
    train(network, parts.get(0).encode(words, desks), 12);
    double right = accuracy(network, parts.get(1).encode(words, desks));
    System.out.printf(
        "%.1f %% of the held-out messages are assigned to the right desk%n", 100 * right);
    if (right < 0.8) { // three desks: guessing is right in a third
      throw new AssertionError("expected at least 80 % right answers, got " + 100 * right + " %");
    }

    String question = "the parcel never came, where is it?";
    Tokens tokens = new Tokens(new int[][] {words.encode(question)});
    Tensor p = new Softmax().forward(network.forward(Tape.inference(Workers.single()), tokens));
    for (int c = 0; c < desks.size(); c++) {
      System.out.printf("%-10s %5.1f %%%n", desks.label(c), 100 * p.get(0, c));
    }
  }

  private static Path csv() throws URISyntaxException {
    return Path.of(Objects.requireNonNull(TicketsFromCsv.class.getResource("tickets.csv")).toURI());
  }

  /// Embedding, two layers of LSTM in both directions, the maximum of each unit over time, a score
  /// for each class.
  record Network(Embedding embedding, Lstm lstm, Linear linear) implements Layer {
    Network(int words, int classes, Seed seed) {
      this(
          new Embedding(words, EMBEDDING, seed.split("embedding")),
          new Lstm(
              RecurrentOptions.of(EMBEDDING, HIDDEN)
                  .withNumLayers(2)
                  .withBidirectional(true)
                  .withDropout(DROPOUT),
              seed.split("lstm")),
          new Linear(2 * HIDDEN, classes, seed.split("linear")));
    }

    /// The scores of each class, without dropout.
    Tensor forward(Tape tape, Tokens tokens) {
      return forward(tape, tokens, Optional.empty());
    }

    /// The scores of each class, with dropout drawn from the seed of a training step.
    Tensor forward(Tape tape, Tokens tokens, Seed step) {
      return forward(tape, tokens, Optional.of(step));
    }

    private Tensor forward(Tape tape, Tokens tokens, Optional<Seed> step) {
      PackedSequence x = embedding.forward(tape, tokens); // (N, E)
      if (step.isEmpty()) {
        return linear.forward(new MaxPooling().forward(lstm.forward(x).output()));
      }
      x = new Dropout(DROPOUT).forward(x, step.get().split("embedding"));
      Tensor h = new MaxPooling().forward(lstm.forward(x, step.get().split("lstm")).output());
      h = new Dropout(DROPOUT).forward(h, tokens.rowIds(), step.get().split("linear"));
      return linear.forward(h); // (B, 2H) to (B, C)
    }

    @Override
    public SequencedMap<String, Parameter> parameters() {
      return Layer.join(
          Map.entry("embedding", embedding), Map.entry("lstm", lstm), Map.entry("linear", linear));
    }
  }

  private static void train(Network network, EncodedDataset data, int epochs) {
    CrossEntropyLoss loss = new CrossEntropyLoss();
    Optimizer optimizer = new Adam(network.parameters(), new AdamOptions(5e-3));
    BucketIterator batches =
        new BucketIterator(data, BatchOptions.rows(8).seed(Seed.of(3)), Device.cpu());
    Tape tape = new Tape();
    long step = 0;
    for (int epoch = 0; epoch < epochs; epoch++) {
      double sum = 0;
      for (Batch batch : batches.epoch(epoch)) {
        Tensor scores = network.forward(tape, batch.tokens(), Seed.of(4).split(step++));
        Tensor l = loss.forward(scores, batch.labels());
        sum += l.item() * batch.size();
        tape.backward(l);
        Clipping.clipByGlobalNorm(network.parameters(), 5);
        optimizer.step();
        optimizer.zeroGrad();
        tape.reset();
      }
      System.out.printf("epoch %2d: loss %.4f%n", epoch + 1, sum / data.size());
    }
  }

  private static double accuracy(Network network, EncodedDataset data) {
    int[] everyRow = new int[data.size()];
    for (int i = 0; i < everyRow.length; i++) {
      everyRow[i] = i;
    }
    Batch batch = data.batch(Device.cpu(), everyRow);
    Tensor scores = network.forward(Tape.inference(Workers.single()), batch.tokens());
    int right = 0;
    for (int b = 0; b < batch.size(); b++) {
      int best = 0;
      for (int c = 1; c < scores.size(1); c++) {
        best = scores.get(b, c) > scores.get(b, best) ? c : best;
      }
      right += best == batch.labels()[b] ? 1 : 0;
    }
    return (double) right / batch.size();
  }
}
