package dev.recur.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The binary cross-entropy against its definition, and where that would overflow.
class BCEWithLogitsLossTest {
  private static final double[] POS = {2, 0.5, 1.5};

  /// A loss and the weights of its 12 elements.
  record Case(BCEWithLogitsLoss loss, Tensor weight) {}

  static Stream<Case> everyOption() {
    Tensor each = LossChecks.tensor(new double[] {1, 2, 3, 0, 4, 1, 2, 2, 0.5, 1, 1, 3}, 4, 3);
    return Stream.of(Reduction.values())
        .map(reduction -> new BCEWithLogitsLoss().withReduction(reduction))
        .flatMap(loss -> Stream.of(loss, loss.withPosWeight(LossChecks.floats(POS))))
        .flatMap(
            loss ->
                Stream.of(
                    new Case(loss, Tensor.scalar(1)),
                    new Case(loss, Tensor.of(new float[] {0.5f, 2, 1}, 3)),
                    new Case(loss, each)));
  }

  @ParameterizedTest
  @MethodSource("everyOption")
  void value_and_gradient_follow_the_definition(Case c) {
    double[] t = {1, 0, 0.25, 0, 1, 1, 0.5, 0, 1, 1, 1, 0};
    Tensor answers = LossChecks.tensor(t, 4, 3);
    float[] w = c.weight.toArray();
    boolean positive = !c.loss.posWeight().isEmpty();
    LossChecks.check(
        x -> c.loss.forward(x, answers, c.weight),
        c.loss.reduction(),
        x -> {
          double[] e = new double[12];
          for (int i = 0; i < 12; i++) {
            double p = 1 / (1 + StrictMath.exp(-x[i]));
            double yes = (positive ? POS[i % 3] : 1) * t[i] * StrictMath.log(p);
            e[i] = -w[i % w.length] * (yes + (1 - t[i]) * StrictMath.log(1 - p));
          }
          return e;
        },
        12,
        LossChecks.numbers(11, 12, 2),
        4,
        3);
  }

  @Test
  void far_predictions_neither_overflow_nor_vanish() {
    var tape = new Tape();
    Tensor x = tape.input(Tensor.of(new float[] {1000, -1000, 30, -30, 30, 0}, 6));
    Tensor t = Tensor.of(new float[] {0, 1, 1, 0, 0, 1}, 6);
    Tensor e = new BCEWithLogitsLoss().withReduction(Reduction.NONE).forward(x, t);
    float[] terms = e.toArray();
    assertEquals(1000, terms[0]);
    assertEquals(1000, terms[1]);
    double tiny = StrictMath.log1p(StrictMath.exp(-30)); // 9.4e-14: 1 + exp(−30) is 1 in float
    assertEquals(tiny, terms[2], 1e-5 * tiny);
    assertEquals(tiny, terms[3], 1e-5 * tiny);
    assertEquals(30, terms[4]);
    assertEquals(StrictMath.log(2), terms[5], 1e-6);
    tape.backward(e, Tensor.of(new float[] {1, 1, 1, 1, 1, 1}, 6));
    float[] dx = x.gradient().orElseThrow().toArray();
    assertArrayEquals(new float[] {1, -1, 0, 0, 1, -0.5f}, dx, 1e-6f);
    assertEquals(-tiny, dx[2], 1e-5 * tiny);
  }

  @Test
  void a_single_number_is_a_single_question() {
    var loss = new BCEWithLogitsLoss().withPosWeight(3);
    float value = loss.forward(Tensor.scalar(0), Tensor.scalar(1)).item();
    assertEquals(3 * StrictMath.log(2), value, 1e-6);
  }

  @Test
  void log1p_is_right_over_the_whole_range() {
    for (double x = 0.01; x < 80; x *= 1.07) {
      var none = new BCEWithLogitsLoss().withReduction(Reduction.NONE);
      float value = none.forward(Tensor.scalar((float) x), Tensor.scalar(1)).item();
      double exact = StrictMath.log1p(StrictMath.exp(-(float) x));
      assertEquals(exact, value, 2e-6 * exact, "x = " + x);
    }
  }
}
