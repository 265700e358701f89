package dev.recur.laws;

import dev.recur.accelerator.TestDevice;
import dev.recur.laws.fixtures.Close;
import dev.recur.laws.fixtures.TensorCase;
import dev.recur.loss.BCEWithLogitsLoss;
import dev.recur.loss.CrossEntropyLoss;
import dev.recur.loss.HuberLoss;
import dev.recur.loss.L1Loss;
import dev.recur.loss.MSELoss;
import dev.recur.loss.NLLLoss;
import dev.recur.loss.Reduction;
import dev.recur.oracle.Losses;
import dev.recur.oracle.Losses.ClassOptions;
import dev.recur.oracle.Matrix;
import dev.recur.oracle.Operations;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every loss with its options and reductions ≈ the oracle's, and its gradients.
@Tag("device")
@Tag("scalar")
@Tag("widths")
class LossGradientTest {
  private static final int ROWS = 6;
  private static final int CLASSES = 4;
  private static final int[] TARGETS = {2, 0, 3, 1, 2, 2};
  private static final int[] WITH_IGNORED = {2, 0, 1, 1, -100, 3};
  private static final float[] WEIGHTS = {1, 2, 0.5f, 0.25f};
  private static final float[] ANSWERS = {
    0, 1, 1, 0, 0.5f, 1, 1, 1, 0, 0, 0, 0, 1, 0, 1, 1, 0.25f, 1, 0, 0, 1, 0, 1, 0.75f
  };
  private static final float[] SOFT = {
    0.1f, 0.2f, 0.3f, 0.4f, 1, 0, 0, 0, 0.25f, 0.25f, 0.25f, 0.25f, 0, 0.5f, 0.5f, 0, 0, 0, 0, 1,
    0.7f, 0.1f, 0.1f, 0.1f
  };

  static Stream<TensorCase> losses() {
    return Stream.of(Reduction.values())
        .flatMap(r -> Stream.of(classes(r), answers(r), pointwise(r)).flatMap(List::stream));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void values_and_gradients_are_the_oracles(TensorCase c) {
    c.check();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void scores_that_are_on_an_accelerator_give_the_same_bits(TensorCase c) {
    try (Workers workers = Workers.on(TestDevice.open(), 1)) {
      c.assertSameBits(workers);
    }
  }

  private static Losses.Reduction oracles(Reduction r) {
    return Losses.Reduction.valueOf(r.name());
  }

  private static List<TensorCase> classes(Reduction r) {
    ClassOptions plain = ClassOptions.plain(CLASSES);
    ClassOptions all = new ClassOptions(Close.doubles(WEIGHTS), -100, 0.125);
    ClassOptions weighted = new ClassOptions(Close.doubles(WEIGHTS), 1, 0);
    var entropy = new CrossEntropyLoss().withReduction(r);
    var nll = new NLLLoss().withReduction(r);
    return List.of(
        one(
            "cross-entropy, " + r,
            x -> entropy.forward(x, TARGETS),
            x -> Losses.crossEntropy(x, TARGETS, plain, oracles(r))),
        one(
            "cross-entropy, weights, smoothing and ignored rows, " + r,
            x -> entropy.withWeight(WEIGHTS).withLabelSmoothing(0.125).forward(x, WITH_IGNORED),
            x -> Losses.crossEntropy(x, WITH_IGNORED, all, oracles(r))),
        one(
            "cross-entropy, weights and another index to ignore, " + r,
            x -> entropy.withWeight(WEIGHTS).withIgnoreIndex(1).forward(x, TARGETS),
            x -> Losses.crossEntropy(x, TARGETS, weighted, oracles(r))),
        one(
            "cross-entropy of probabilities, " + r,
            x -> entropy.forward(x, Tensor.of(SOFT, ROWS, CLASSES)),
            x -> soft(x, new double[] {1, 1, 1, 1}, 0, r)),
        one(
            "cross-entropy of probabilities, weights and smoothing, " + r,
            x ->
                entropy
                    .withWeight(WEIGHTS)
                    .withLabelSmoothing(0.125)
                    .forward(x, Tensor.of(SOFT, ROWS, CLASSES)),
            x -> soft(x, Close.doubles(WEIGHTS), 0.125, r)),
        one(
            "negative log-likelihood, " + r,
            x -> nll.forward(x, TARGETS),
            x -> Losses.negativeLogLikelihood(x, TARGETS, plain, oracles(r))),
        one(
            "negative log-likelihood, weights and ignored rows, " + r,
            x -> nll.withWeight(WEIGHTS).withIgnoreIndex(1).forward(x, TARGETS),
            x -> Losses.negativeLogLikelihood(x, TARGETS, weighted, oracles(r))));
  }

  /// −Σ_c w_c·((1 − ε)·t_c + ε/C)·log p_c, divided by N for the mean.
  private static Matrix soft(Matrix x, double[] weights, double smoothing, Reduction r) {
    double[] factors = new double[ROWS * CLASSES];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = -weights[i % CLASSES] * ((1 - smoothing) * SOFT[i] + smoothing / CLASSES);
    }
    Matrix each =
        Operations.sumOfEachRow(Operations.logSoftmax(x).times(Matrix.of(ROWS, CLASSES, factors)));
    return switch (r) {
      case NONE -> each;
      case SUM -> Operations.sum(each);
      case MEAN -> Operations.scaled(Operations.sum(each), 1.0 / ROWS);
    };
  }

  private static List<TensorCase> answers(Reduction r) {
    var loss = new BCEWithLogitsLoss().withReduction(r);
    Tensor t = Tensor.of(ANSWERS, ROWS, CLASSES);
    Matrix answers = Matrix.of(ROWS, CLASSES, ANSWERS);
    Matrix weights = Matrix.of(1, CLASSES, WEIGHTS);
    return List.of(
        one(
            "yes or no, " + r,
            x -> loss.forward(x, t),
            x -> Losses.bceWithLogits(x, answers, Matrix.filled(1, CLASSES, 1), oracles(r))),
        one(
            "yes or no, a yes weighted, " + r,
            x -> loss.withPosWeight(WEIGHTS).forward(x, t),
            x -> Losses.bceWithLogits(x, answers, weights, oracles(r))),
        one(
            "yes or no, elements weighted, " + r,
            x -> loss.forward(x, t, Tensor.of(WEIGHTS, CLASSES)),
            x -> weighted(x, answers, weights, r)));
  }

  private static Matrix weighted(Matrix x, Matrix answers, Matrix weights, Reduction r) {
    Matrix ones = Matrix.filled(1, CLASSES, 1);
    Matrix each = Losses.bceWithLogits(x, answers, ones, Losses.Reduction.NONE).times(weights);
    return switch (r) {
      case NONE -> each;
      case SUM -> Operations.sum(each);
      case MEAN -> Operations.scaled(Operations.sum(each), 1.0 / (ROWS * CLASSES));
    };
  }

  private static List<TensorCase> pointwise(Reduction r) {
    List<TensorCase> cases = new ArrayList<>();
    cases.add(
        two(
            "squared difference, " + r,
            (x, t) -> new MSELoss(r).forward(x, t),
            (x, t) -> Losses.mse(x, t, oracles(r))));
    cases.add(
        two(
            "absolute difference, " + r,
            (x, t) -> new L1Loss(r).forward(x, t),
            (x, t) -> Losses.l1(x, t, oracles(r))));
    cases.add(
        two(
            "Huber, " + r,
            (x, t) -> new HuberLoss(0.6, r).forward(x, t),
            (x, t) -> Losses.huber(x, t, 0.6, oracles(r))));
    double[] oneHot = new double[ROWS * CLASSES];
    for (int i = 0; i < ROWS; i++) {
      oneHot[i * CLASSES + TARGETS[i]] = 1;
    }
    cases.add(
        one(
            "squared difference from classes, " + r,
            x -> new MSELoss(r).forward(x, TARGETS),
            x -> Losses.mse(x, Matrix.of(ROWS, CLASSES, oneHot), oracles(r))));
    return cases;
  }

  private interface One<T> {
    T apply(T x);
  }

  private interface Two<T> {
    T apply(T x, T t);
  }

  private static final TensorCase.Shape SHAPE = TensorCase.Shape.of(ROWS, CLASSES);

  private static TensorCase one(String name, One<Tensor> engine, One<Matrix> oracle) {
    return new TensorCase(
        name, List.of(SHAPE), x -> engine.apply(x.getFirst()), x -> oracle.apply(x.getFirst()));
  }

  private static TensorCase two(String name, Two<Tensor> engine, Two<Matrix> oracle) {
    return new TensorCase(
        name,
        List.of(SHAPE, SHAPE),
        x -> engine.apply(x.get(0), x.get(1)),
        x -> oracle.apply(x.get(0), x.get(1)));
  }
}
