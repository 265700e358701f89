package dev.recur.gpu;

import dev.recur.loss.CrossEntropyLoss;
import dev.recur.loss.Reduction;
import dev.recur.nn.AttentionPooling;
import dev.recur.nn.Dropout;
import dev.recur.nn.Embedding;
import dev.recur.nn.Gru;
import dev.recur.nn.LastPooling;
import dev.recur.nn.Layer;
import dev.recur.nn.Linear;
import dev.recur.nn.Lstm;
import dev.recur.nn.LstmState;
import dev.recur.nn.MaxPooling;
import dev.recur.nn.MeanPooling;
import dev.recur.nn.Nonlinearity;
import dev.recur.nn.RecurrentLayer;
import dev.recur.nn.RecurrentOptions;
import dev.recur.nn.Reset;
import dev.recur.nn.Rnn;
import dev.recur.optim.Adadelta;
import dev.recur.optim.AdadeltaOptions;
import dev.recur.optim.Adagrad;
import dev.recur.optim.AdagradOptions;
import dev.recur.optim.Adam;
import dev.recur.optim.AdamOptions;
import dev.recur.optim.AdamW;
import dev.recur.optim.AdamWOptions;
import dev.recur.optim.Clipping;
import dev.recur.optim.Optimizer;
import dev.recur.optim.RmsProp;
import dev.recur.optim.RmsPropOptions;
import dev.recur.optim.Sgd;
import dev.recur.optim.SgdOptions;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/// Two steps of training a classifier, with every operation between the words and the weights.
///
/// @param name what differs from the other ones
/// @param layer the recurrent layer
/// @param optimizer what changes the weights
/// @param loss what is minimised
/// @param vocabulary how many words there are; few of them are multiplied once each
record SmallTraining(
    String name,
    Function<Seed, RecurrentLayer<?>> layer,
    Function<SequencedMap<String, Parameter>, Optimizer> optimizer,
    CrossEntropyLoss loss,
    int vocabulary) {
  private static final int INPUTS = 5;
  private static final int HIDDEN = 9;
  private static final int CLASSES = 3;
  private static final int[][] LENGTHS = {{4, 1, 7, 3, 3, 9}, {2, 6, 1, 8, 5, 5}};

  /// Every cell with every option, and every optimiser.
  static List<SmallTraining> all() {
    RecurrentOptions one = RecurrentOptions.of(INPUTS, HIDDEN);
    RecurrentOptions two = one.withNumLayers(2).withDropout(0.25);
    Map<String, RecurrentOptions> options = new LinkedHashMap<>();
    options.put("two layers", two);
    options.put("two directions", two.withBidirectional(true));
    options.put("no biases", one.withBias(false));
    options.put("truncated", one.withTruncate(3));
    List<SmallTraining> all = new ArrayList<>();
    options.forEach(
        (n, o) -> {
          add(all, "tanh, " + n, s -> new Rnn(o, Nonlinearity.TANH, s));
          add(all, "relu, " + n, s -> new Rnn(o, Nonlinearity.RELU, s));
          add(all, "LSTM, " + n, s -> new Lstm(o, s));
          add(all, "projected LSTM, " + n, s -> new Lstm(o, 4, s));
          add(all, "GRU, " + n, s -> new Gru(o, Reset.AFTER, s));
          add(all, "GRU with reset before, " + n, s -> new Gru(o, Reset.BEFORE, s));
        });
    return all;
  }

  /// With the next optimiser, loss and vocabulary.
  private static void add(
      List<SmallTraining> all, String name, Function<Seed, RecurrentLayer<?>> layer) {
    var optimizers = optimizers();
    CrossEntropyLoss plain = new CrossEntropyLoss();
    List<CrossEntropyLoss> losses =
        List.of(
            plain,
            plain.withLabelSmoothing(0.1),
            plain.withWeight(1f, 2f, 0.5f).withReduction(Reduction.SUM),
            plain.withIgnoreIndex(1));
    int i = all.size();
    all.add(
        new SmallTraining(
            name,
            layer,
            optimizers.get(i % optimizers.size()),
            losses.get(i % losses.size()),
            i % 2 == 0 ? 30 : 5));
  }

  private static List<Function<SequencedMap<String, Parameter>, Optimizer>> optimizers() {
    return List.of(
        p -> new Sgd(p, new SgdOptions()),
        p -> new Sgd(p, new SgdOptions().withMomentum(0.9).withNesterov(true)),
        p -> new Adam(p, new AdamOptions()),
        p -> new Adam(p, new AdamOptions().withAmsgrad(true)),
        p -> new AdamW(p, new AdamWOptions()),
        p -> new RmsProp(p, new RmsPropOptions().withMomentum(0.9).withCentered(true)),
        p -> new Adagrad(p, new AdagradOptions()),
        p -> new Adadelta(p, new AdadeltaOptions()));
  }

  /// Trains on these workers; returns the numbers of every kind that come out.
  SequencedMap<String, float[]> run(Workers workers) {
    Seed seed = Seed.of(7);
    Embedding embedding = new Embedding(vocabulary, INPUTS, seed.split("embedding"));
    RecurrentLayer<?> recurrent = layer.apply(seed.split("recurrent"));
    int features = recurrent.outputFeatures();
    AttentionPooling attention = new AttentionPooling(features, 6, seed.split("attention"));
    Linear linear = new Linear(features, CLASSES, seed.split("linear"));
    SequencedMap<String, Parameter> parameters =
        Layer.join(
            Map.entry("embedding", embedding),
            Map.entry("recurrent", recurrent),
            Map.entry("attention", attention),
            Map.entry("linear", linear));
    Optimizer updates = optimizer.apply(parameters);
    SequencedMap<String, float[]> results = new LinkedHashMap<>();
    Tape tape = new Tape(workers);
    for (int step = 0; step < LENGTHS.length; step++) {
      Seed dropout = seed.split(step);
      PackedSequence words = embedding.forward(tape, tokens(LENGTHS[step]));
      PackedSequence x = step == 0 ? words : new Dropout(0.3).forward(words, dropout);
      Tensor scores = linear.forward(pooled(tape, recurrent, attention, x, dropout));
      Tensor loss = this.loss.forward(scores, new int[] {0, 1, 2, 0, 1, 2});
      tape.backward(loss);
      double norm = Clipping.clipByGlobalNorm(parameters, 0.05, workers);
      results.put("norm " + step, new float[] {(float) norm});
      updates.step(workers);
      updates.zeroGrad();
      results.put("scores " + step, scores.toArray());
      results.put("loss " + step, loss.toArray());
      tape.reset();
    }
    parameters.forEach((n, p) -> results.put(n, p.toArray()));
    return results;
  }

  private static Tensor pooled(
      Tape tape,
      RecurrentLayer<?> layer,
      AttentionPooling attention,
      PackedSequence x,
      Seed dropout) {
    boolean both = layer.options().bidirectional();
    PackedSequence y = output(tape, layer, x, dropout);
    return new LastPooling(both)
        .forward(y)
        .plus(new MaxPooling().forward(y))
        .plus(new MeanPooling().forward(y))
        .plus(attention.forward(y));
  }

  /// From initial states, which get gradients.
  private static PackedSequence output(
      Tape tape, RecurrentLayer<?> layer, PackedSequence x, Seed dropout) {
    int rows = x.packing().rows();
    return switch (layer) {
      case Gru gru -> gru.forward(x, tape.input(gru.zeroState(rows)), dropout).output();
      case Rnn rnn -> rnn.forward(x, tape.input(rnn.zeroState(rows)), dropout).output();
      case Lstm lstm -> {
        LstmState zero = lstm.zeroState(rows);
        LstmState state = new LstmState(tape.input(zero.h()), tape.input(zero.c()));
        yield lstm.forward(x, state, dropout).output();
      }
    };
  }

  private Tokens tokens(int[] lengths) {
    int[][] rows = new int[lengths.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new int[lengths[i]];
      for (int j = 0; j < lengths[i]; j++) {
        rows[i][j] = (7 * i + 3 * j * j) % vocabulary;
      }
    }
    return new Tokens(rows);
  }

  @Override
  public String toString() {
    return name;
  }
}
