package dev.recur.lesson;

import dev.recur.loss.CrossEntropyLoss;
import dev.recur.loss.Reduction;
import dev.recur.nn.Linear;
import dev.recur.nn.Nonlinearity;
import dev.recur.nn.RecurrentOptions;
import dev.recur.nn.Rnn;
import dev.recur.nn.RnnCell;
import dev.recur.optim.Adam;
import dev.recur.optim.AdamOptions;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/// The network of [UnrolledLesson], which predicts the next character of a word, and copies of its
/// cell and of its output, for a loop.
///
///     h_t = tanh(W_xh·x_t + W_hh·h_{t−1} + b)
///     y_t = softmax(W_hy·h_t)
///     L = Σ_t −log y_t[target]
///
/// PyTorch's second bias, bias_hh, is 0 and frozen: the equation has only one.
final class UnrolledNetwork {
  private static final double LEARNING_RATE = 0.05;

  final List<String> symbols;
  final int[] inputs;
  final int[] targets;
  final Rnn layer;
  final Linear output;
  private final UnrolledOptions options;
  private final CrossEntropyLoss loss = new CrossEntropyLoss().withReduction(Reduction.NONE);

  UnrolledNetwork(UnrolledOptions options) {
    this.options = options;
    List<String> characters = options.characters();
    symbols = characters.stream().distinct().toList();
    int steps = characters.size() - 1;
    inputs = new int[steps];
    targets = new int[steps];
    for (int t = 0; t < steps; t++) {
      inputs[t] = symbols.indexOf(characters.get(t));
      targets[t] = symbols.indexOf(characters.get(t + 1));
    }
    Seed seed = Seed.of(options.seed());
    var shape =
        RecurrentOptions.of(symbols.size(), options.hidden()).withTruncate(options.truncate());
    layer = new Rnn(shape, Nonlinearity.TANH, seed.split("layer"));
    output = new Linear(options.hidden(), symbols.size(), false, seed.split("output"));
    withoutSecondBias(layer.parameters(), "bias_hh_l0");
  }

  private static void withoutSecondBias(SequencedMap<String, Parameter> all, String name) {
    Parameter bias = named(all, name);
    bias.set(new float[bias.count()]);
    bias.freeze();
  }

  int steps() {
    return inputs.length;
  }

  /// Trains on the word, with all steps in one batch.
  void train(Workers workers) {
    SequencedMap<String, Parameter> all = new LinkedHashMap<>();
    layer.parameters().forEach((name, p) -> all.put("layer." + name, p));
    output.parameters().forEach((name, p) -> all.put("output." + name, p));
    var optimizer = new Adam(all, new AdamOptions(LEARNING_RATE));
    var tape = new Tape(workers);
    for (int update = 0; update < options.updates(); update++) {
      Tensor h = layer.forward(tape.constant(sequence())).output();
      tape.backward(losses(scores(output, h), targets).sum());
      optimizer.step(workers);
      optimizer.zeroGrad();
      tape.reset();
    }
    all.values().forEach(Parameter::zeroGradient);
  }

  /// The word as one-hot vectors (T, 1, I).
  Tensor sequence() {
    int size = symbols.size();
    float[] x = new float[steps() * size];
    for (int t = 0; t < steps(); t++) {
      x[t * size + inputs[t]] = 1;
    }
    return Tensor.of(x, steps(), 1, size);
  }

  /// The one-hot vector of a step (1, I).
  Tensor input(int t) {
    return sequence().slice(0, t, t + 1).reshape(1, -1);
  }

  /// W_hy·h for states (…, H).
  Tensor scores(Linear linear, Tensor h) {
    return linear.forward(h.reshape(-1, options.hidden()));
  }

  /// The loss of each row.
  Tensor losses(Tensor scores, int... classes) {
    return loss.forward(scores, classes);
  }

  /// A cell with the weights of the layer.
  RnnCell cell() {
    var cell = new RnnCell(symbols.size(), options.hidden(), Seed.of(0));
    layer
        .parameters()
        .forEach((name, p) -> named(cell.parameters(), name.replace("_l0", "")).set(p.toArray()));
    withoutSecondBias(cell.parameters(), "bias_hh");
    return cell;
  }

  /// An output with the weights of the network's own.
  Linear outputCopy() {
    var copy = new Linear(options.hidden(), symbols.size(), false, Seed.of(0));
    output.parameters().forEach((name, p) -> named(copy.parameters(), name).set(p.toArray()));
    return copy;
  }

  /// The weights by the names of the equations.
  static SequencedMap<String, Parameter> weights(
      SequencedMap<String, Parameter> ofCell, String suffix, Linear output) {
    SequencedMap<String, Parameter> all = new LinkedHashMap<>();
    all.put("W_xh", named(ofCell, "weight_ih" + suffix));
    all.put("W_hh", named(ofCell, "weight_hh" + suffix));
    all.put("b", named(ofCell, "bias_ih" + suffix));
    all.put("W_hy", named(output.parameters(), "weight"));
    return all;
  }

  /// The one of this name.
  static <T> T named(Map<String, T> all, String name) {
    return Objects.requireNonNull(all.get(name), name);
  }

  /// The gradients of weights, zeros where none has arrived.
  static SequencedMap<String, List<List<Double>>> gradients(SequencedMap<String, Parameter> all) {
    SequencedMap<String, List<List<Double>>> gradients = new LinkedHashMap<>();
    all.forEach(
        (name, p) -> gradients.put(name, rows(p.gradient().orElse(Tensor.zeros(p.shape())))));
    return gradients;
  }

  /// The values of weights.
  static SequencedMap<String, List<List<Double>>> values(SequencedMap<String, Parameter> all) {
    SequencedMap<String, List<List<Double>>> values = new LinkedHashMap<>();
    all.forEach((name, p) -> values.put(name, rows(p.value())));
    return values;
  }

  /// The rows of a tensor; its last dimension is that of the rows.
  static List<List<Double>> rows(Tensor tensor) {
    int width = tensor.size(-1);
    float[] values = tensor.toArray();
    List<List<Double>> rows = new ArrayList<>();
    for (int from = 0; from < values.length; from += width) {
      List<Double> row = new ArrayList<>();
      for (int i = from; i < from + width; i++) {
        row.add((double) values[i]);
      }
      rows.add(List.copyOf(row));
    }
    return List.copyOf(rows);
  }

  /// The elements of a vector.
  static List<Double> vector(Tensor tensor) {
    return rows(tensor.reshape(1, -1)).getFirst();
  }

  /// The gradient of a vector, zeros if the backward pass has not reached it.
  static List<Double> gradient(Tensor tensor) {
    return vector(tensor.gradient().orElse(Tensor.zeros(tensor.shape())));
  }
}
