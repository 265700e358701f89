package dev.recur.examples;

import dev.recur.data.Batch;
import dev.recur.data.BatchIterator;
import dev.recur.data.BatchOptions;
import dev.recur.data.BucketIterator;
import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.loss.CrossEntropyLoss;
import dev.recur.nn.Embedding;
import dev.recur.nn.LastPooling;
import dev.recur.nn.Layer;
import dev.recur.nn.Linear;
import dev.recur.nn.Rnn;
import dev.recur.nn.RnnCell;
import dev.recur.optim.Adam;
import dev.recur.optim.AdamOptions;
import dev.recur.optim.Optimizer;
import dev.recur.optim.Sgd;
import dev.recur.optim.SgdOptions;
import dev.recur.tensor.Device;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import dev.recur.text.FittedField;
import dev.recur.text.FittedLabels;
import dev.recur.text.LabelField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The notes of a course on recurrent networks, as one program: a network reads a sentence word by
/// word, and at its end classifies it as praise or complaint.
///
/// Chapter 1 turns words into numbers, 2 writes the loop over time by hand, 3 trains, 4 uses a
/// layer instead of the loop, 5 shows that both compute the same. Letters: B sentences in a batch,
/// T words in the longest one, N words in all of them, E the embedding's width, H hidden units, C
/// classes.
public final class Notes {
  private static final int E = 16;
  private static final int H = 32;
  private static final int C = 2;

  private Notes() {}

  public static void main(String[] args) {
    // Chapter 1: data. A Field defines how a text is split into words; buildVocab numbers the words
    // of the training data, and looks at no other data.
    Field text = Field.text().lower(true).build();
    LabelField label = new LabelField();
    Dataset all = Dataset.of(Columns.of("text", text).and("label", label), sentences(900));
    List<Dataset> parts = all.split(Seed.of(1), 0.8, 0.1, 0.1);
    FittedField words = text.buildVocab(parts.get(0));
    FittedLabels labels = label.buildVocab(parts.get(0));
    EncodedDataset train = parts.get(0).encode(words, labels);
    EncodedDataset valid = parts.get(1).encode(words, labels);
    EncodedDataset test = parts.get(2).encode(words, labels);

    System.out.printf("%s%n", words.vocab());
    String first = all.row(0).text("text");
    System.out.printf("\"%s\" becomes %s%n", first, Arrays.toString(words.encode(first)));
    System.out.printf("its class is one of %s%n", labels.labels());

    // Chapters 2 and 3: the loop by hand, trained.
    int v = words.vocab().size();
    double byHand = fit(new ByHand(v, Seed.of(2)), train, valid, test);
    check("by hand: right answers on the test data", byHand, 0.95, 1);

    // Chapter 4: the same network with a layer.
    double withLayer = fit(new WithLayer(v, Seed.of(3)), train, valid, test);
    check("with a layer: right answers on the test data", withLayer, 0.95, 1);

    // Chapter 5: with the same weights, both are the same network.
    compare(new ByHand(v, Seed.of(4)), new WithLayer(v, Seed.of(5)), train);
  }

  /// Either network: words in, a score for each class out.
  interface Network extends Layer {
    /// The scores of each sentence, (B, C).
    Tensor forward(Tape tape, Batch batch);
  }

  /// Chapter 2: the loop over time, with the hidden state in plain sight.
  record ByHand(Embedding embedding, RnnCell cell, Linear linear) implements Network {
    ByHand(int v, Seed seed) {
      this(
          new Embedding(v, E, seed.split("embedding")),
          new RnnCell(E, H, seed.split("rnn")), // Wx (H, E), Wh (H, H): one cell for all steps
          new Linear(H, C, seed.split("linear")));
    }

    @Override
    public Tensor forward(Tape tape, Batch batch) {
      PackedSequence x = embedding.forward(tape, batch.tokens()); // (N, E)
      Packing packing = x.packing(); // longer sentences first, so those with a word t come first
      Tensor[] last = new Tensor[packing.rows()];
      Tensor h = cell.zeroState(packing.rows()); // h₀ = 0, (B, H)
      for (int t = 0; t < packing.steps(); t++) {
        int rows = packing.rows(t); // the number of sentences that have a word t
        h = cell.forward(x.step(t), h.slice(0, 0, rows)); // h_t = tanh(x_t·Wxᵀ + bx + h·Whᵀ + bh)
        for (int p = 0; p < rows; p++) {
          if (packing.lengthAt(p) == t + 1) { // word t is this sentence's last
            last[packing.order(p)] = h.slice(0, p, p + 1);
          }
        }
      }
      return linear.forward(Tensor.concat(0, last)); // (B, H) to (B, C)
    }

    @Override
    public SequencedMap<String, Parameter> parameters() {
      return Layer.join(
          Map.entry("embedding", embedding), Map.entry("rnn", cell), Map.entry("linear", linear));
    }
  }

  /// Chapter 4: the layer contains the loop, and handles batches, directions and lengths.
  record WithLayer(Embedding embedding, Rnn rnn, Linear linear) implements Network {
    WithLayer(int v, Seed seed) {
      this(
          new Embedding(v, E, seed.split("embedding")),
          new Rnn(E, H, seed.split("rnn")),
          new Linear(H, C, seed.split("linear")));
    }

    @Override
    public Tensor forward(Tape tape, Batch batch) {
      PackedSequence x = embedding.forward(tape, batch.tokens()); // (N, E)
      PackedSequence h = rnn.forward(x).output(); // (N, H): h_t of every word
      return linear.forward(new LastPooling(false).forward(h)); // (B, H) to (B, C)
    }

    @Override
    public SequencedMap<String, Parameter> parameters() {
      return Layer.join(
          Map.entry("embedding", embedding), Map.entry("rnn", rnn), Map.entry("linear", linear));
    }
  }

  /// Chapter 3: epochs of training, each followed by an evaluation on the validation data; at the
  /// end, one evaluation on the test data.
  private static double fit(
      Network network, EncodedDataset train, EncodedDataset valid, EncodedDataset test) {
    CrossEntropyLoss loss = new CrossEntropyLoss();
    Optimizer optimizer = new Adam(network.parameters(), new AdamOptions(3e-3));
    BatchOptions options = BatchOptions.rows(16).seed(Seed.of(6));
    BucketIterator batches = new BucketIterator(train, options, Device.cpu());
    Tape tape = new Tape();

    for (int epoch = 0; epoch < 8; epoch++) {
      double sum = 0;
      for (Batch batch : batches.epoch(epoch)) { // sentences of about the same length together
        Tensor scores = network.forward(tape, batch);
        Tensor l = loss.forward(scores, batch.labels());
        sum += l.item() * batch.size();
        tape.backward(l); // back through time: a gradient for every weight
        optimizer.step();
        optimizer.zeroGrad();
        tape.reset(); // the memory of this step is used again by the next
      }
      System.out.printf(
          "epoch %d: loss %.4f in training, %.1f %% right in validation%n",
          epoch + 1, sum / train.size(), 100 * accuracy(network, valid));
    }
    return accuracy(network, test);
  }

  /// The accuracy. An inference tape records nothing, so nothing is learnt.
  private static double accuracy(Network network, EncodedDataset data) {
    Tape tape = Tape.inference(Workers.single());
    int right = 0;
    for (Batch batch : new BatchIterator(data, 64, Device.cpu()).epoch(0)) {
      Tensor scores = network.forward(tape, batch);
      int[] labels = batch.labels();
      for (int b = 0; b < labels.length; b++) {
        int answer = scores.get(b, 1) > scores.get(b, 0) ? 1 : 0;
        right += answer == labels[b] ? 1 : 0;
      }
      tape.reset();
    }
    return (double) right / data.size();
  }

  /// Chapter 5: ten steps of plain gradient descent, both from the same weights.
  private static void compare(ByHand byHand, WithLayer withLayer, EncodedDataset train) {
    SequencedMap<String, Parameter> from = byHand.parameters();
    withLayer
        .parameters() // the layer adds the number of each of its layers: rnn.weight_ih_l0
        .forEach((name, p) -> p.set(from.get(name.replace("_l0", "")).toArray()));

    double[] a = firstLosses(byHand, train);
    double[] b = firstLosses(withLayer, train);
    for (int step = 0; step < a.length; step++) {
      // equal bits at first; the layer adds up the gradients over steps in another order, and these
      // differences of rounding grow with each update, to the losses' seventh digit
      System.out.printf("step %2d: loss %.7f by hand, %.7f by layer%n", step, a[step], b[step]);
      check("difference at step " + step, Math.abs(a[step] - b[step]), 0, step == 0 ? 0 : 1e-5);
    }
    withLayer
        .parameters()
        .forEach(
            (name, p) -> {
              float[] other = from.get(name.replace("_l0", "")).toArray();
              for (int i = 0; i < p.count(); i++) {
                check("difference in " + name, Math.abs(p.toArray()[i] - other[i]), 0, 1e-5);
              }
            });
  }

  private static double[] firstLosses(Network network, EncodedDataset train) {
    BucketIterator batches = new BucketIterator(train, 16, Device.cpu());
    Optimizer optimizer = new Sgd(network.parameters(), new SgdOptions(0.1));
    double[] losses = new double[11];
    Tape tape = new Tape();
    for (int step = 0; step < losses.length; step++) {
      Batch batch = batches.epoch(0).batch(step);
      Tensor l = new CrossEntropyLoss().forward(network.forward(tape, batch), batch.labels());
      losses[step] = l.item();
      tape.backward(l);
      optimizer.step();
      optimizer.zeroGrad();
      tape.reset();
    }
    return losses;
  }

  /// Sentences of a small grammar. The last clause decides ("the soup was good but the room was
  /// awful" is a complaint), and "not" reverses a word, so counting words is not enough.
  private static List<List<String>> sentences(int count) {
    String[] things = {"the soup", "the room", "the film", "my seat", "the waiter", "our guide"};
    String[] good = {"good", "lovely", "great", "perfect", "fine"};
    String[] bad = {"bad", "awful", "poor", "terrible", "dreadful"};
    String[] times = {"", "today ", "last night ", "as so often ", "to my surprise "};
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Seed seed = Seed.of(7).split(i);
      boolean praise = seed.uniform(0) < 0.5;
      String last = clause(seed.split("last"), things, praise ? good : bad, praise ? bad : good);
      if (seed.uniform(1) < 0.6) {
        String before =
            clause(seed.split("before"), things, praise ? bad : good, praise ? good : bad);
        last = before + " but " + last;
      }
      rows.add(List.of(pick(seed.split("time"), times) + last, praise ? "praise" : "complaint"));
    }
    return rows;
  }

  private static String clause(Seed seed, String[] things, String[] words, String[] opposites) {
    String start = pick(seed.split("thing"), things) + " was ";
    return seed.uniform(0) < 0.3
        ? start + "not " + pick(seed.split("word"), opposites)
        : start + pick(seed.split("word"), words);
  }

  private static String pick(Seed seed, String[] words) {
    return words[seed.permutation(words.length)[0]];
  }

  private static void check(String what, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new AssertionError("%s: expected %s to %s, got %s".formatted(what, least, most, value));
    }
  }
}
