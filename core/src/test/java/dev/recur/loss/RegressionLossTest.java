package dev.recur.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The losses for regression: squared, absolute and Huber's.
class RegressionLossTest {
  private static final int N = 45;

  /// A loss and its definition.
  record Case(
      String name, Reduction reduction, BinaryOperator<Tensor> loss, DoubleUnaryOperator f) {
    @Override
    public String toString() {
      return name + " " + reduction;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(Reduction.values())
        .flatMap(
            r ->
                Stream.of(
                    new Case("mse", r, new MSELoss(r)::forward, d -> d * d),
                    new Case("l1", r, new L1Loss(r)::forward, Math::abs),
                    huber(1, r),
                    huber(0.3, r)));
  }

  private static Case huber(double delta, Reduction r) {
    return new Case(
        "huber " + delta,
        r,
        new HuberLoss(delta, r)::forward,
        d -> Math.abs(d) <= delta ? d * d / 2 : delta * (Math.abs(d) - delta / 2));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void value_and_gradient_follow_the_definition(Case c) {
    double[] x = LossChecks.numbers(7, N, 1);
    double[] t = LossChecks.numbers(8, N, 1);
    Tensor target = LossChecks.tensor(t, 5, 3, 3);
    LossChecks.check(v -> c.loss.apply(v, target), c.reduction, v -> terms(c, v, t), N, x, 5, 3, 3);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_target_that_requires_a_gradient_gets_it(Case c) {
    double[] x = LossChecks.numbers(9, N, 1);
    double[] t = LossChecks.numbers(10, N, 1);
    Tensor predictions = LossChecks.tensor(x, 5, 9);
    LossChecks.check(
        v -> c.loss.apply(predictions, v), c.reduction, v -> terms(c, x, v), N, t, 5, 9);
  }

  private static double[] terms(Case c, double[] x, double[] t) {
    double[] e = new double[N];
    for (int i = 0; i < N; i++) {
      e[i] = c.f.applyAsDouble(x[i] - t[i]);
    }
    return e;
  }

  @Test
  void the_absolute_difference_has_no_slope_where_it_is_zero() {
    var tape = new Tape();
    Tensor x = tape.input(Tensor.of(new float[] {1, 2}, 2));
    tape.backward(new L1Loss(Reduction.SUM).forward(x, Tensor.of(new float[] {1, 3}, 2)));
    assertArrayEquals(new float[] {0, -1}, x.gradient().orElseThrow().toArray());
  }

  @Test
  void the_slope_of_hubers_loss_ends_at_1_by_default() {
    Tensor loss = new HuberLoss().forward(Tensor.of(new float[] {3, 0.5f}, 2), Tensor.zeros(2));
    assertEquals((2.5f + 0.125f) / 2, loss.item());
  }

  @Test
  void the_squared_error_against_classes_is_that_against_one_hot_targets() {
    var tape = new Tape();
    float[] p = {0.2f, 0.3f, 0.5f, 0.9f, 0.1f, 0};
    Tensor x = tape.input(Tensor.of(p, 2, 3));
    Tensor loss = new MSELoss().forward(x, new int[] {2, 0});
    // (0.04 + 0.09 + 0.25 + 0.01 + 0.01 + 0) / 6
    assertEquals(0.4 / 6, loss.item(), 1e-7);
    tape.backward(loss);
    float[] expected = {0.4f / 6, 0.6f / 6, -1f / 6, -0.2f / 6, 0.2f / 6, 0};
    assertArrayEquals(expected, x.gradient().orElseThrow().toArray(), 1e-7f);
  }
}
