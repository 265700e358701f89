package dev.recur.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.recur.oracle.CellOracle;
import dev.recur.oracle.Losses;
import dev.recur.oracle.Losses.ClassOptions;
import dev.recur.oracle.Losses.Reduction;
import dev.recur.oracle.Matrix;
import dev.recur.oracle.Operations;
import dev.recur.oracle.StackOracle;
import dev.recur.oracle.StackOracle.Result;
import dev.recur.oracle.StackShape;
import dev.recur.oracle.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The oracle against numbers that PyTorch 2.13 gave in float64, printed to nine digits.
///
/// ```python
/// m = torch.nn.LSTM(3, 2).double()
/// j = 0
/// for p in m.parameters():                      # in the order of registration
///     for i in range(p.numel()):
///         p.data.view(-1)[i] = (((j * 7) % 23) - 11) / 20; j += 1
/// x = torch.tensor([[.5, -1, 2], [1, 0, -.5], [-.25, .75, .1]]).double()
/// y, _ = m(x[:, None]); y.sum().backward(); print(y.flatten(), m.bias_hh_l0.grad)
/// ```
class OracleGoldenTest {
  private static final double CLOSE = 2e-9;
  private static final Matrix X = Matrix.of(3, 3, .5, -1, 2, 1, 0, -.5, -.25, .75, .1);

  static Stream<Arguments> singleLayers() {
    return Stream.of(
        Arguments.of(
            "RNN tanh",
            CellOracle.RNN_TANH,
            0,
            numbers("-0.074859691 0.781806358 -0.853163922 0.805220484 -0.744657448 0.326784743"),
            numbers("1.851964262 1.661900354")),
        Arguments.of(
            "RNN relu",
            CellOracle.RNN_RELU,
            0,
            numbers("0 1.05 0 1.19 0 0.412"),
            numbers("0 3.69")),
        Arguments.of(
            "LSTM",
            CellOracle.LSTM,
            0,
            numbers("-0.038260395 -0.121604433 0.001160578 -0.132643257 0.109730340 -0.009641636"),
            numbers(
                ".061629094 -.047552065 -.039533184 -.137911252"
                    + " .382831325 .894120918 .032319679 -.159732757")),
        Arguments.of(
            "GRU",
            CellOracle.GRU,
            0,
            numbers("-0.249631099 -0.304825919 -0.168401012 -0.019294642 -0.104181611 0.264605724"),
            numbers("-.109594455 -.01778012 .28220718 -.008066462 .540342346 .687459816")),
        Arguments.of(
            "LSTM projected",
            CellOracle.LSTM,
            1,
            numbers("-0.054460365 -0.028752199 0.034910171"),
            numbers(
                ".013854184 -.023558625 -.004654515 -.050838083"
                    + " .071930171 .335226203 .009353854 -.048537864")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("singleLayers")
  void one_layer_is_pytorchs(
      String name, CellOracle cell, int projection, double[] y, double[] biasGradient) {
    Map<String, Matrix> parameters = filled(new StackShape(cell, 3, 2, projection, 1, 1, true));
    Result result =
        new StackOracle(cell, 1, false).run(List.of(X), parameters, List.of(), List.of());
    Operations.sum(result.outputs().getFirst()).backward();
    assertArrayEquals(y, result.outputs().getFirst().values(), CLOSE, name);
    assertArrayEquals(
        biasGradient, new Weights(parameters, "_l0").get("bias_hh").gradient(), CLOSE, name);
  }

  /// PyTorch has no GRU with the reset before the product; these are plain Python's numbers:
  ///
  /// ```python
  /// v = [(j * 7 % 23 - 11) / 20 for j in range(42)]
  /// row = lambda at, n: lambda i: v[at + i * n : at + i * n + n]
  /// wx, wh, bx, bh = row(0, 3), row(18, 2), v[30:36], v[36:42]
  /// dot = lambda a, b: sum(p * q for p, q in zip(a, b))
  /// h, y = [0, 0], []
  /// for x in [[.5, -1, 2], [1, 0, -.5], [-.25, .75, .1]]:
  ///     s = lambda i: 1 / (1 + exp(-dot(wx(i), x) - bx[i] - dot(wh(i), h) - bh[i]))
  ///     r, z = [s(0), s(1)], [s(2), s(3)]
  ///     rh = [r[0] * h[0], r[1] * h[1]]
  ///     n = [tanh(dot(wx(i), x) + bx[i] + dot(wh(i), rh) + bh[i]) for i in (4, 5)]
  ///     h = [(1 - z[i]) * n[i] + z[i] * h[i] for i in (0, 1)]
  ///     y += h
  /// ```
  @Test
  void a_gru_with_the_reset_before_the_product_is_the_papers() {
    CellOracle cell = CellOracle.GRU_RESET_BEFORE;
    Map<String, Matrix> parameters = filled(new StackShape(cell, 3, 2, 0, 1, 1, true));
    assertArrayEquals(
        numbers(
            "-0.25890047067960636 -0.3048259188550658 -0.2328092553370844"
                + " -0.01872198149015103 -0.22585220092508798 0.2618459077727862"),
        new StackOracle(cell, 1, false)
            .run(List.of(X), parameters, List.of(), List.of())
            .outputs()
            .getFirst()
            .values(),
        1e-14);
  }

  @Test
  void two_layers_in_both_directions_with_lengths_are_pytorchs() {
    Map<String, Matrix> parameters = filled(new StackShape(CellOracle.LSTM, 3, 2, 0, 2, 2, true));
    Matrix reversed = Operations.scaled(X.rows(2, 1), 0.5);
    Result result =
        new StackOracle(CellOracle.LSTM, 2, true)
            .run(List.of(X, reversed), parameters, List.of(), List.of());
    assertArrayEquals(
        numbers(
            ".093995145 -.002585517 .076621880 -.132658 .159275477 -.019290288 .063384889"
                + " -.091843303 .191606257 -.027256363 .047351243 -.037963875"),
        result.outputs().get(0).values(),
        CLOSE);
    assertArrayEquals(
        numbers(
            ".112661508 -.023572104 .065850428 -.071882238"
                + " .165450283 -.022064053 .039084188 -.048672657"),
        result.outputs().get(1).values(),
        CLOSE);
    assertArrayEquals(
        numbers(
            ".10973034 -.009641636 .10612146 -.010687393 .060003166 -.115372158 .070609633"
                + " .05238477 .191606257 -.027256363 .165450283 -.022064053 .07662188 -.132658"
                + " .065850428 -.071882238"),
        Matrix.stack(result.states().getFirst()).values(),
        CLOSE);
  }

  @Test
  void the_cross_entropy_is_pytorchs() {
    Matrix logits = Matrix.of(3, 3, 1, 2, .5, 0, -1, 3, .2, .1, .3);
    int[] targets = {1, 2, -100};
    double[] ones = {1, 1, 1};
    double[] weights = {1, 2, .5};
    List<Double> got = new ArrayList<>();
    for (double smoothing : new double[] {0, .1}) {
      for (double[] weight : List.of(ones, weights)) {
        ClassOptions options = new ClassOptions(weight, -100, smoothing);
        got.add(Losses.crossEntropy(logits, targets, options, Reduction.MEAN).at(0, 0));
      }
    }
    ClassOptions weighted = new ClassOptions(weights, -100, 0);
    got.add(Losses.crossEntropy(logits, targets, weighted, Reduction.SUM).at(0, 0));
    assertArrayEquals(
        numbers(".265126344 .384671808 .423459677 .540949753 .96167952"),
        got.stream().mapToDouble(v -> v).toArray(),
        CLOSE);
  }

  // v_j = (((j·7) mod 23) − 11)/20, j counting over the whole module in PyTorch's order.
  private static Map<String, Matrix> filled(StackShape shape) {
    Map<String, Matrix> parameters = shape.parameters(1);
    int j = 0;
    for (int layer = 0; layer < shape.layers(); layer++) {
      for (String direction : List.of("", "_reverse").subList(0, shape.directions())) {
        for (String name : "weight_ih weight_hh bias_ih bias_hh weight_hr".split(" ", -1)) {
          Matrix p = parameters.get(name + "_l" + layer + direction);
          for (int i = 0; p != null && i < p.values().length; i++) {
            p.values()[i] = (j++ * 7 % 23 - 11) / 20.0;
          }
        }
      }
    }
    return parameters;
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }
}
