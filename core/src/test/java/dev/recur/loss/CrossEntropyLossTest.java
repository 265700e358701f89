package dev.recur.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.nn.LogSoftmax;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Cross-entropy, alone and as LogSoftmax with the negative log-likelihood.
class CrossEntropyLossTest {
  private static final int ROWS = 7;
  private static final int CLASSES = 19;
  private static final int[] TARGETS = {3, 18, 0, 5, 3, 11, 5};

  private static final float[] GOLDEN = {1, 2, 0.5f, 0, -1, 3, 0.2f, 0.1f, 0.3f};
  private static final int[] GOLDEN_TARGETS = {1, 2, -100};

  @ParameterizedTest
  @CsvSource({
    "false, 0, MEAN, 0.265126344",
    "true, 0, MEAN, 0.384671808",
    "false, 0.1, MEAN, 0.423459677",
    "true, 0.1, MEAN, 0.540949753",
    "true, 0, SUM, 0.96167952",
  })
  void the_numbers_are_those_of_torch(
      boolean weighted, double smoothing, Reduction reduction, double expected) {
    var loss = new CrossEntropyLoss().withLabelSmoothing(smoothing).withReduction(reduction);
    if (weighted) {
      loss = loss.withWeight(1, 2, 0.5f);
    }
    Tensor y = loss.forward(Tensor.of(GOLDEN, 3, 3), GOLDEN_TARGETS);
    assertEquals(expected, y.item(), 2e-6);
  }

  static Stream<CrossEntropyLoss> everyOption() {
    List<CrossEntropyLoss> all = new ArrayList<>();
    for (Reduction reduction : Reduction.values()) {
      for (double smoothing : new double[] {0, 0.1, 1}) {
        var loss = new CrossEntropyLoss().withReduction(reduction).withLabelSmoothing(smoothing);
        all.add(loss);
        all.add(loss.withIgnoreIndex(5));
        all.add(loss.withWeight(weights()));
        all.add(loss.withWeight(weights()).withIgnoreIndex(5));
      }
    }
    return all.stream();
  }

  private static float[] weights() {
    float[] w = new float[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      w[c] = c == 7 ? 0 : 0.25f * (1 + c % 6);
    }
    return w;
  }

  @ParameterizedTest
  @MethodSource("everyOption")
  void value_and_gradient_follow_the_definition(CrossEntropyLoss loss) {
    double[] x = LossChecks.numbers(1, ROWS * CLASSES, 2);
    LossChecks.check(
        t -> loss.forward(t, TARGETS),
        loss.reduction(),
        v -> terms(loss, v, oneHot(), true),
        denominator(loss),
        x,
        ROWS,
        CLASSES);
  }

  @ParameterizedTest
  @MethodSource("everyOption")
  void value_and_gradient_follow_the_definition_for_probabilities(CrossEntropyLoss loss) {
    double[] x = LossChecks.numbers(2, ROWS * CLASSES, 2);
    double[] t = LossChecks.numbers(3, ROWS * CLASSES, 1);
    for (int i = 0; i < t.length; i++) {
      t[i] = Math.abs(t[i]) / CLASSES;
    }
    Tensor soft = LossChecks.tensor(t, ROWS, CLASSES);
    double[] exact = new double[t.length];
    for (int i = 0; i < t.length; i++) {
      exact[i] = soft.toArray()[i];
    }
    LossChecks.check(
        v -> loss.forward(v, soft),
        loss.reduction(),
        v -> terms(loss, v, exact, false),
        ROWS,
        x,
        ROWS,
        CLASSES);
  }

  private static double[] oneHot() {
    double[] t = new double[ROWS * CLASSES];
    for (int r = 0; r < ROWS; r++) {
      t[r * CLASSES + TARGETS[r]] = 1;
    }
    return t;
  }

  private static double weight(CrossEntropyLoss loss, int c) {
    return loss.weight().isEmpty() ? 1 : loss.weight().get(c);
  }

  private static double denominator(CrossEntropyLoss loss) {
    double sum = 0;
    for (int y : TARGETS) {
      sum += y == loss.ignoreIndex() ? 0 : weight(loss, y);
    }
    return sum;
  }

  /// −Σ_c w_c·((1 − ε)·t_c + ε/C)·log p_c of each row, from the definition of softmax.
  private static double[] terms(CrossEntropyLoss loss, double[] x, double[] t, boolean ignoring) {
    double[] e = new double[ROWS];
    for (int r = 0; r < ROWS; r++) {
      double sum = 0;
      for (int c = 0; c < CLASSES; c++) {
        sum += StrictMath.exp(x[r * CLASSES + c]);
      }
      for (int c = 0; c < CLASSES; c++) {
        int i = r * CLASSES + c;
        double smooth = loss.labelSmoothing();
        double q = weight(loss, c) * ((1 - smooth) * t[i] + smooth / CLASSES);
        if (!ignoring || TARGETS[r] != loss.ignoreIndex()) {
          e[r] -= q * StrictMath.log(StrictMath.exp(x[i]) / sum);
        }
      }
    }
    return e;
  }

  @Test
  void it_is_the_negative_log_likelihood_of_log_softmax() {
    Tensor data = LossChecks.tensor(LossChecks.numbers(4, ROWS * CLASSES, 3), ROWS, CLASSES);
    for (Reduction reduction : List.of(Reduction.MEAN, Reduction.SUM)) {
      var both = new CrossEntropyLoss().withWeight(weights()).withReduction(reduction);
      var nll = new NLLLoss().withWeight(weights()).withReduction(reduction);
      var tape = new Tape();
      Tensor one = tape.input(data);
      Tensor two = tape.input(data);
      Tensor joint = both.forward(one, TARGETS);
      Tensor split = nll.forward(new LogSoftmax().forward(two), TARGETS);
      assertEquals(split.item(), joint.item()); // the same bits
      tape.backward(joint);
      float[] expected = one.gradient().orElseThrow().toArray();
      tape.backward(split);
      assertArrayEquals(expected, two.gradient().orElseThrow().toArray(), 1e-6f);
    }
  }

  @Test
  void predictions_a_thousand_apart_neither_overflow_nor_lose_the_gradient() {
    var tape = new Tape();
    Tensor x = tape.input(Tensor.of(new float[] {1000, 0, 1000, 0}, 2, 2));
    Tensor loss = new CrossEntropyLoss().withReduction(Reduction.NONE).forward(x, new int[] {0, 1});
    assertArrayEquals(new float[] {0, 1000}, loss.toArray());
    tape.backward(loss, Tensor.of(new float[] {1, 1}, 2));
    assertArrayEquals(new float[] {0, 0, 1, -1}, x.gradient().orElseThrow().toArray());
  }

  @Test
  void an_ignored_row_may_hold_anything_and_its_gradient_is_zero() {
    var tape = new Tape();
    float nan = Float.NaN;
    Tensor x = tape.input(Tensor.of(new float[] {1, 2, nan, nan, 0, 1}, 3, 2));
    var loss = new CrossEntropyLoss().withIgnoreIndex(-1).withLabelSmoothing(0.2);
    Tensor y = loss.forward(x, new int[] {0, -1, 1});
    tape.backward(y);
    float[] dx = x.gradient().orElseThrow().toArray();
    assertArrayEquals(new float[] {0, 0}, new float[] {dx[2], dx[3]});
    assertTrue(Float.isFinite(y.item()) && Float.isFinite(dx[0]) && Float.isFinite(dx[5]));
  }

  @Test
  void a_sum_over_nothing_but_ignored_rows_is_zero() {
    var loss = new CrossEntropyLoss().withReduction(Reduction.SUM);
    assertEquals(0, loss.forward(Tensor.zeros(2, 3), new int[] {-100, -100}).item());
  }

  @Test
  void a_single_row_and_a_vocabulary_too_large_for_one_task_are_complete() {
    var loss = new CrossEntropyLoss().withReduction(Reduction.SUM);
    assertEquals(StrictMath.log(5), loss.forward(Tensor.zeros(1, 5), new int[] {2}).item(), 1e-6);
    Tensor large = Tensor.zeros(3, 20_000);
    float sum = loss.forward(large, new int[] {0, 1, 19_999}).item();
    assertEquals(3 * StrictMath.log(20_000), sum, 1e-4);
  }

  @ParameterizedTest
  @CsvSource({"301, 207", "3, 20000"})
  void threads_change_no_bit(int rows, int classes) {
    float[] x = LossChecks.floats(LossChecks.numbers(5, rows * classes, 2));
    int[] targets = new int[rows];
    for (int r = 0; r < rows; r++) {
      targets[r] = r % 10 == 0 ? -100 : (r * 31) % classes;
    }
    var loss = new CrossEntropyLoss().withLabelSmoothing(0.1);
    float[][] one = run(Workers.single(), loss, Tensor.of(x, rows, classes), targets);
    try (var three = new Workers(3)) {
      float[][] many = run(three, loss, Tensor.of(x, rows, classes), targets);
      assertArrayEquals(one[0], many[0]);
      assertArrayEquals(one[1], many[1]);
    }
  }

  private static float[][] run(Workers workers, CrossEntropyLoss loss, Tensor x, int[] targets) {
    var tape = new Tape(workers);
    Tensor input = tape.input(x);
    Tensor y = loss.forward(input, targets);
    tape.backward(y);
    return new float[][] {y.toArray(), input.gradient().orElseThrow().toArray()};
  }

  @Test
  void predictions_of_two_losses_get_the_sum_of_their_gradients() {
    var tape = new Tape();
    Tensor x = tape.input(Tensor.of(new float[] {0.5f, -1, 2}, 1, 3));
    var loss = new CrossEntropyLoss();
    Tensor sum = loss.forward(x, new int[] {0}).plus(loss.forward(x, new int[] {2}));
    tape.backward(sum);
    float[] both = x.gradient().orElseThrow().toArray();
    tape.backward(loss.forward(x, new int[] {0}));
    float[] first = x.gradient().orElseThrow().toArray();
    tape.backward(loss.forward(x, new int[] {2}));
    float[] second = x.gradient().orElseThrow().toArray();
    for (int c = 0; c < 3; c++) {
      assertEquals(first[c] + second[c], both[c]);
    }
  }
}
