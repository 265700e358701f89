package dev.recur.bench;

import dev.recur.loss.CrossEntropyLoss;
import dev.recur.nn.Embedding;
import dev.recur.nn.Gru;
import dev.recur.nn.LastPooling;
import dev.recur.nn.Layer;
import dev.recur.nn.Linear;
import dev.recur.nn.Lstm;
import dev.recur.nn.Nonlinearity;
import dev.recur.nn.RecurrentLayer;
import dev.recur.nn.RecurrentOptions;
import dev.recur.nn.Reset;
import dev.recur.nn.Rnn;
import dev.recur.optim.Adam;
import dev.recur.optim.AdamOptions;
import dev.recur.task.CellKind;
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
import java.util.function.BiFunction;

/// A network that is small enough to be trained on every device, on texts of 1 to 9 tokens.
///
/// @param name its cell, its options and its sizes
/// @param layer makes the recurrent layers
/// @param rows the texts of a batch
record SmallNetwork(
    String name,
    BiFunction<RecurrentOptions, Seed, RecurrentLayer<?>> layer,
    RecurrentOptions options,
    int rows) {
  private static final int VOCABULARY = 50;
  private static final int CLASSES = 3;
  private static final int LONGEST = 9;
  private static final int STEPS = 3;

  /// Those with these cells: each with several options, in two sizes.
  static List<SmallNetwork> all(List<CellKind> cells) {
    List<SmallNetwork> all = new ArrayList<>();
    for (CellKind cell : cells) {
      layers(cell)
          .forEach(
              (name, layer) -> {
                add(all, name, layer, RecurrentOptions.of(5, 9), 6);
                add(all, name, layer, RecurrentOptions.of(70, 100), 33);
              });
    }
    return all;
  }

  private static Map<String, BiFunction<RecurrentOptions, Seed, RecurrentLayer<?>>> layers(
      CellKind cell) {
    Map<String, BiFunction<RecurrentOptions, Seed, RecurrentLayer<?>>> all = new LinkedHashMap<>();
    switch (cell) {
      case RNN -> {
        all.put("RNN", (o, s) -> new Rnn(o, Nonlinearity.TANH, s));
        all.put("RNN with relu", (o, s) -> new Rnn(o, Nonlinearity.RELU, s));
      }
      case LSTM -> {
        all.put("LSTM", Lstm::new);
        all.put("LSTM with projection", (o, s) -> new Lstm(o, 4, s));
      }
      case GRU -> {
        all.put("GRU", (o, s) -> new Gru(o, Reset.AFTER, s));
        all.put("GRU with reset before", (o, s) -> new Gru(o, Reset.BEFORE, s));
      }
    }
    return all;
  }

  private static void add(
      List<SmallNetwork> all,
      String cell,
      BiFunction<RecurrentOptions, Seed, RecurrentLayer<?>> layer,
      RecurrentOptions one,
      int rows) {
    RecurrentOptions two = one.withNumLayers(2);
    Map<String, RecurrentOptions> options = new LinkedHashMap<>();
    options.put("one layer", one);
    options.put("two layers", two);
    options.put("both directions", one.withBidirectional(true));
    options.put("dropout and both directions", two.withDropout(0.25).withBidirectional(true));
    String sizes = "B%d E%d H%d".formatted(rows, one.inputSize(), one.hiddenSize());
    options.forEach(
        (name, o) ->
            all.add(new SmallNetwork("%s, %s, %s".formatted(cell, name, sizes), layer, o, rows)));
  }

  /// Trains it for a few steps.
  ///
  /// @return the losses, and the weights by their names
  SequencedMap<String, float[]> train(Workers workers) {
    Seed seed = Seed.of(1);
    Embedding embedding = new Embedding(VOCABULARY, options.inputSize(), seed.split("embedding"));
    RecurrentLayer<?> rnn = layer.apply(options, seed.split("rnn"));
    Linear linear = new Linear(rnn.outputFeatures(), CLASSES, seed.split("linear"));
    SequencedMap<String, Parameter> parameters =
        Layer.join(
            Map.entry("embedding", embedding), Map.entry("rnn", rnn), Map.entry("linear", linear));
    Adam optimizer = new Adam(parameters, new AdamOptions(1e-2));
    LastPooling pooling = new LastPooling(options.bidirectional());
    Tape tape = new Tape(workers);
    SequencedMap<String, float[]> results = new LinkedHashMap<>();
    for (int step = 0; step < STEPS; step++) {
      var x = embedding.forward(tape, tokens(step));
      var y = rnn.forward(x, seed.split(step)).output();
      Tensor loss = new CrossEntropyLoss().forward(linear.forward(pooling.forward(y)), classes());
      tape.backward(loss);
      optimizer.step(workers);
      optimizer.zeroGrad();
      results.put("loss " + step, loss.toArray());
      tape.reset();
    }
    parameters.forEach((of, p) -> results.put(of, p.toArray()));
    return results;
  }

  private Tokens tokens(int step) {
    int[][] texts = new int[rows][];
    for (int b = 0; b < rows; b++) {
      texts[b] = new int[1 + (5 * b + step) % LONGEST];
      for (int t = 0; t < texts[b].length; t++) {
        texts[b][t] = (7 * b + 3 * t * t + step) % VOCABULARY;
      }
    }
    return new Tokens(texts);
  }

  private int[] classes() {
    int[] classes = new int[rows];
    for (int b = 0; b < rows; b++) {
      classes[b] = b % CLASSES;
    }
    return classes;
  }
}
