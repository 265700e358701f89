package dev.recur.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.accelerator.TestDevice;
import dev.recur.laws.fixtures.Bits;
import dev.recur.laws.fixtures.Close;
import dev.recur.laws.fixtures.Problem;
import dev.recur.laws.fixtures.Tapes;
import dev.recur.laws.fixtures.TensorCase;
import dev.recur.loss.CrossEntropyLoss;
import dev.recur.loss.Reduction;
import dev.recur.nn.AttentionPooling;
import dev.recur.nn.Dropout;
import dev.recur.nn.Embedding;
import dev.recur.nn.EmbeddingOptions;
import dev.recur.nn.LastPooling;
import dev.recur.nn.Layer;
import dev.recur.nn.Linear;
import dev.recur.nn.MaxPooling;
import dev.recur.nn.MeanPooling;
import dev.recur.nn.Pooling;
import dev.recur.oracle.Losses;
import dev.recur.oracle.Matrix;
import dev.recur.oracle.Operations;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Layers without a state ≈ the oracle's: values, and the gradients of inputs and parameters.
@Tag("device")
@Tag("scalar")
@Tag("widths")
class LayerGradientTest {
  private static final Seed SEED = Seed.of(9);
  private static final int[] LENGTHS = {3, 1, 5, 2};
  private static final int FEATURES = 6;

  /// Compares a layer on packed sequences with a function of each row's steps.
  private static void check(
      Layer layer,
      Function<PackedSequence, Tensor> engine,
      Function<Matrix, Function<Map<String, Matrix>, Matrix>> oracleOfARow) {
    for (boolean inputWanted : new boolean[] {true, false}) {
      layer.parameters().values().forEach(Parameter::zeroGradient);
      Packing packing = Packing.of(LENGTHS);
      Tape tape = Tapes.used();
      Tensor values =
          Tensor.of(Problem.numbers(SEED, packing.total() * FEATURES), packing.total(), FEATURES);
      Tensor x = inputWanted ? tape.input(values) : tape.constant(values);
      TestDevice.there(tape, x);
      Tensor y = engine.apply(new PackedSequence(x, packing));
      Matrix xs = Matrix.of(packing.total(), FEATURES, values.toArray());
      Map<String, Matrix> parameters = new TreeMap<>();
      layer.parameters().forEach((name, p) -> parameters.put(name, matrix(p)));
      Matrix expected = expected(packing, xs, y, m -> oracleOfARow.apply(m).apply(parameters));
      Close.assertForward("y", expected.values(), y.toArray());
      if (!inputWanted && parameters.isEmpty()) {
        continue;
      }
      float[] dy = TensorCase.upstream(y.count());
      tape.backward(y, Tensor.of(dy, y.shape()));
      expected.backward(Close.doubles(dy));
      if (inputWanted) {
        Close.assertGradient("dx", xs.gradient(), x.gradient().orElseThrow().toArray());
      } else {
        assertEquals(true, x.gradient().isEmpty(), "a constant has no gradient");
      }
      layer
          .parameters()
          .forEach(
              (name, p) ->
                  Close.assertGradient(
                      name,
                      parameters.getOrDefault(name, xs).gradient(),
                      p.gradient().orElseThrow().toArray()));
    }
  }

  /// The oracle's result row by row: one vector a row in the batch's order, steps in the packed
  /// order.
  private static Matrix expected(
      Packing packing, Matrix xs, Tensor y, Function<Matrix, Matrix> ofRow) {
    List<Matrix> rows = new ArrayList<>();
    for (int b = 0; b < packing.rows(); b++) {
      int row = b;
      int[] places = new int[packing.length(b)];
      Arrays.setAll(places, t -> packing.index(row, t));
      rows.add(ofRow.apply(xs.rows(places)));
    }
    if (y.size(0) == packing.rows()) {
      return Matrix.stack(rows);
    }
    Matrix[] steps = new Matrix[packing.total()];
    for (int b = 0; b < packing.rows(); b++) {
      for (int t = 0; t < packing.length(b); t++) {
        steps[packing.index(b, t)] = rows.get(b).rows(t);
      }
    }
    return Matrix.stack(List.of(steps));
  }

  private static Matrix matrix(Parameter p) {
    int[] shape = p.shape();
    return shape.length == 1
        ? Matrix.of(1, shape[0], p.toArray())
        : Matrix.of(shape[0], shape[1], p.toArray());
  }

  private static Matrix get(Map<String, Matrix> parameters, String name) {
    Matrix m = parameters.get(name);
    if (m == null) {
      throw new AssertionError("no parameter " + name + " among " + parameters.keySet());
    }
    return m;
  }

  @Test
  void a_linear_layer_is_the_oracles() {
    Linear linear = new Linear(FEATURES, 4, SEED);
    check(
        linear,
        x -> linear.forward(x).data(),
        x -> p -> Operations.linear(x, get(p, "weight"), get(p, "bias")));
    Linear noBias = new Linear(FEATURES, 4, false, SEED);
    check(noBias, x -> noBias.forward(x).data(), x -> p -> Operations.linear(x, get(p, "weight")));
  }

  @Test
  void a_loss_at_every_step_is_the_oracles() {
    Linear linear = new Linear(FEATURES, 4, SEED);
    CrossEntropyLoss loss = new CrossEntropyLoss().withReduction(Reduction.NONE);
    Packing packing = Packing.of(LENGTHS);
    int[] targets = new int[packing.total()];
    for (int b = 0; b < LENGTHS.length; b++) {
      for (int t = 0; t < LENGTHS[b]; t++) {
        targets[packing.index(b, t)] = targets(LENGTHS[b])[t];
      }
    }
    check(
        linear,
        x -> loss.forward(linear.forward(x).data(), targets),
        x ->
            p ->
                Losses.crossEntropy(
                    Operations.linear(x, get(p, "weight"), get(p, "bias")),
                    targets(x.rows()),
                    Losses.ClassOptions.plain(4),
                    Losses.Reduction.NONE));
  }

  /// The targets of the row that has this length.
  private static int[] targets(int length) {
    int[] targets = new int[length];
    Arrays.setAll(targets, t -> (length + 3 * t) % 4);
    return targets;
  }

  @Test
  void a_linear_layer_takes_a_single_row() {
    Linear linear = new Linear(FEATURES, 4, SEED);
    Tape tape = Tapes.used();
    Tensor x = tape.input(Tensor.of(Problem.numbers(SEED, FEATURES), FEATURES));
    Tensor rows = x.reshape(1, FEATURES);
    Tensor y = linear.forward(x);
    assertEquals(1, y.rank());
    Bits.assertEqual("y", linear.forward(rows).toArray(), y.toArray());
  }

  @Test
  void a_frozen_weight_gets_no_gradient_and_changes_no_other() {
    Linear linear = new Linear(FEATURES, 4, SEED);
    Map<String, Parameter> p = linear.parameters();
    for (String frozen : List.of("weight", "bias")) {
      p.forEach((name, parameter) -> freeze(parameter, name.equals(frozen)));
      Tape tape = Tapes.used();
      Tensor x = tape.input(Tensor.of(Problem.numbers(SEED, 2 * FEATURES), 2, FEATURES));
      tape.backward(linear.forward(x).sum());
      p.forEach(
          (name, parameter) ->
              assertEquals(name.equals(frozen), parameter.gradient().isEmpty(), name));
      assertEquals(true, x.gradient().isPresent());
    }
  }

  private static void freeze(Parameter p, boolean frozen) {
    p.zeroGradient();
    if (frozen) {
      p.freeze();
    } else {
      p.unfreeze();
    }
  }

  static Stream<Arguments> poolings() {
    return Stream.of(
        Arguments.of(new LastPooling(false), oracle(h -> Operations.lastStep(h, 1))),
        Arguments.of(new LastPooling(true), oracle(h -> Operations.lastStep(h, 2))),
        Arguments.of(new MeanPooling(), oracle(Operations::meanOverSteps)),
        Arguments.of(new MaxPooling(), oracle(Operations::maxOverSteps)));
  }

  private static Function<Matrix, Matrix> oracle(Function<Matrix, Matrix> f) {
    return f;
  }

  @ParameterizedTest
  @MethodSource("poolings")
  void a_pooling_is_the_oracles(Pooling pooling, Function<Matrix, Matrix> oracle) {
    check(pooling, pooling::forward, x -> p -> oracle.apply(x));
  }

  @Test
  void attention_is_the_oracles() {
    AttentionPooling pooling = new AttentionPooling(FEATURES, 5, SEED);
    check(
        pooling,
        pooling::forward,
        x ->
            p ->
                Operations.attention(
                    x, get(p, "hidden.weight"), get(p, "hidden.bias"), get(p, "score.weight")));
  }

  @Test
  void of_equal_greatest_values_the_first_gets_the_gradient() {
    Tape tape = Tapes.used();
    Tensor x = tape.input(Tensor.of(new float[] {1, 5, 3, 5, 3, 2}, 3, 2));
    tape.backward(new MaxPooling().forward(new PackedSequence(x, Packing.full(1, 3))).sum());
    float[] dx = x.gradient().orElseThrow().toArray();
    Bits.assertEqual("dx", new float[] {0, 1, 1, 0, 0, 0}, dx);
  }

  @Test
  void dropout_is_the_product_with_its_mask() {
    for (Dropout dropout : List.of(new Dropout(0.4), Dropout.locked(0.4))) {
      Packing packing = Packing.of(LENGTHS);
      float[] ones = new float[packing.total() * FEATURES];
      Arrays.fill(ones, 1f);
      Tensor one = Tensor.of(ones, packing.total(), FEATURES);
      Tensor mask = dropout.forward(new PackedSequence(one, packing), SEED).data();
      TensorCase c =
          new TensorCase(
              "dropout",
              List.of(TensorCase.Shape.of(packing.total(), FEATURES)),
              x -> dropout.forward(new PackedSequence(x.getFirst(), packing), SEED).data(),
              x -> x.getFirst().times(Matrix.of(packing.total(), FEATURES, mask.toArray())));
      c.check();
    }
  }

  @Test
  void an_embedding_is_the_oracles_look_up() {
    Embedding embedding = new Embedding(7, 4, SEED);
    Parameter weight = embedding.parameters().firstEntry().getValue();
    int[][] ids = {{1, 2, 1}, {6}, {0, 1, 5, 6}};
    Tape tape = Tapes.used();
    PackedSequence y = embedding.forward(tape, new Tokens(ids));
    int[] order = new int[8];
    for (int b = 0; b < ids.length; b++) {
      for (int t = 0; t < ids[b].length; t++) {
        order[y.packing().index(b, t)] = ids[b][t];
      }
    }
    checkLookUp(tape, weight, y.data(), order);
    weight.zeroGradient();
    int[] single = {3, 3, 0};
    checkLookUp(tape, weight, embedding.forward(tape, single), single);
  }

  private static void checkLookUp(Tape tape, Parameter weight, Tensor y, int... ids) {
    Matrix table = matrix(weight);
    Matrix expected = Operations.embedding(table, ids);
    Close.assertForward("y", expected.values(), y.toArray());
    float[] dy = TensorCase.upstream(y.count());
    tape.backward(y, Tensor.of(dy, y.shape()));
    expected.backward(Close.doubles(dy));
    Close.assertGradient("dW", table.gradient(), weight.gradient().orElseThrow().toArray());
  }

  @Test
  void the_padding_row_of_an_embedding_is_never_trained() {
    Embedding embedding = new Embedding(EmbeddingOptions.of(3, 2).withPaddingIdx(1), SEED);
    Parameter weight = embedding.parameters().firstEntry().getValue();
    Tape tape = Tapes.used();
    tape.backward(embedding.forward(tape, new int[] {1, 0, 1, 2, 2}).sum());
    float[] dw = weight.gradient().orElseThrow().toArray();
    Bits.assertEqual("dW", new float[] {1, 1, 0, 0, 2, 2}, dw);
  }

  @Test
  void gradients_may_be_divided_by_how_often_a_token_occurs() {
    Embedding embedding = new Embedding(EmbeddingOptions.of(3, 2).withScaleGradByFreq(true), SEED);
    Parameter weight = embedding.parameters().firstEntry().getValue();
    Tape tape = Tapes.used();
    tape.backward(embedding.forward(tape, new int[] {2, 0, 2, 2, 2}).sum());
    float[] dw = weight.gradient().orElseThrow().toArray();
    Bits.assertEqual("dW", new float[] {1, 1, 0, 0, 1, 1}, dw);
  }
}
