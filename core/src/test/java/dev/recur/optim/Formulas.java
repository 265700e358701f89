package dev.recur.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// The optimisers in every setting, each with its formula in double precision, written as a sum
/// over all past gradients instead of a running mean.
final class Formulas {
  /// One number's next value.
  interface Formula {
    /// The value after a step.
    ///
    /// @param w the value before the step
    /// @param g the gradients of all steps so far, with λ·w added
    double next(double w, double[] g);
  }

  /// An optimiser, its λ if λ·w is added to the gradient, and its formula.
  record Case(
      String name,
      Function<SequencedMap<String, Parameter>, Optimizer> make,
      double l2,
      Formula formula) {
    @Override
    public String toString() {
      return name;
    }
  }

  private Formulas() {}

  static Stream<Case> all() {
    return Stream.of(sgd(), adam(), rmsProp(), others()).flatMap(List::stream);
  }

  private static List<Case> sgd() {
    return List.of(
        sgd(new SgdOptions(0.1)),
        sgd(new SgdOptions(0.1).withWeightDecay(0.2)),
        sgd(new SgdOptions(0.1).withMomentum(0.9)),
        sgd(new SgdOptions(0.1).withMomentum(0.9).withDampening(0.5).withWeightDecay(0.2)),
        sgd(new SgdOptions(0.1).withMomentum(0.8).withNesterov(true).withWeightDecay(0.2)));
  }

  private static Case sgd(SgdOptions o) {
    return new Case(
        o.toString(),
        p -> new Sgd(p, o),
        o.weightDecay(),
        (w, g) -> {
          int t = g.length;
          double b = StrictMath.pow(o.momentum(), t - 1) * g[0];
          for (int i = 1; i < t; i++) {
            b += (1 - o.dampening()) * StrictMath.pow(o.momentum(), t - 1 - i) * g[i];
          }
          return w - o.lr() * (o.nesterov() ? g[t - 1] + o.momentum() * b : b);
        });
  }

  private static List<Case> adam() {
    var adam = new AdamOptions(0.05);
    var adamW = new AdamWOptions(0.05);
    return List.of(
        adam(adam),
        adam(adam.withBeta1(0.7).withBeta2(0.8).withEps(0.1).withWeightDecay(0.2)),
        adam(adam.withBeta2(0.5).withAmsgrad(true)),
        adam(adam.withBeta2(0.5).withEps(0.1).withWeightDecay(0.2).withAmsgrad(true)),
        adamW(adamW),
        adamW(adamW.withBeta1(0.7).withBeta2(0.8).withEps(0.1).withWeightDecay(0.2)),
        adamW(adamW.withBeta2(0.5).withWeightDecay(0.2).withAmsgrad(true)));
  }

  private static Case adam(AdamOptions o) {
    return new Case(
        o.toString(),
        p -> new Adam(p, o),
        o.weightDecay(),
        (w, g) -> w - o.lr() * ratio(g, o.beta1(), o.beta2(), o.eps(), o.amsgrad()));
  }

  private static Case adamW(AdamWOptions o) {
    return new Case(
        o.toString(),
        p -> new AdamW(p, o),
        0,
        (w, g) ->
            w
                - o.lr() * o.weightDecay() * w
                - o.lr() * ratio(g, o.beta1(), o.beta2(), o.eps(), o.amsgrad()));
  }

  private static double ratio(double[] g, double b1, double b2, double eps, boolean amsgrad) {
    double v = 0;
    for (int t = 1; t <= g.length; t++) {
      double now = mean(squares(Arrays.copyOf(g, t)), b2);
      v = amsgrad ? Math.max(v, now) : now;
    }
    double m = mean(g, b1) / (1 - StrictMath.pow(b1, g.length));
    return m / (Math.sqrt(v / (1 - StrictMath.pow(b2, g.length))) + eps);
  }

  private static List<Case> rmsProp() {
    var o = new RmsPropOptions(0.02);
    return List.of(
        rmsProp(o),
        rmsProp(o.withAlpha(0.8).withEps(0.1).withWeightDecay(0.2)),
        rmsProp(o.withMomentum(0.9)),
        rmsProp(o.withCentered(true).withEps(0.01)),
        rmsProp(o.withCentered(true).withEps(0.01).withMomentum(0.6).withAlpha(0.9)));
  }

  private static Case rmsProp(RmsPropOptions o) {
    return new Case(
        o.toString(),
        p -> new RmsProp(p, o),
        o.weightDecay(),
        (w, g) -> {
          double d = 0;
          for (int t = 1; t <= g.length; t++) {
            double[] past = Arrays.copyOf(g, t);
            double mean = o.centered() ? mean(past, o.alpha()) : 0;
            double v = mean(squares(past), o.alpha()) - mean * mean;
            d = o.momentum() * d + g[t - 1] / (Math.sqrt(v) + o.eps());
          }
          return w - o.lr() * d;
        });
  }

  private static List<Case> others() {
    var adagrad = new AdagradOptions(0.3);
    var adadelta = new AdadeltaOptions();
    return List.of(
        adagrad(adagrad),
        adagrad(
            adagrad
                .withLrDecay(0.5)
                .withInitialAccumulatorValue(0.4)
                .withEps(0.1)
                .withWeightDecay(0.2)),
        adadelta(adadelta),
        adadelta(adadelta.withLr(0.5).withRho(0.7).withEps(0.01).withWeightDecay(0.2)));
  }

  private static Case adagrad(AdagradOptions o) {
    return new Case(
        o.toString(),
        p -> new Adagrad(p, o),
        o.weightDecay(),
        (w, g) -> {
          double s = o.initialAccumulatorValue() + Arrays.stream(squares(g)).sum();
          double lr = o.lr() / (1 + (g.length - 1) * o.lrDecay());
          return w - lr * g[g.length - 1] / (Math.sqrt(s) + o.eps());
        });
  }

  private static Case adadelta(AdadeltaOptions o) {
    return new Case(
        o.toString(),
        p -> new Adadelta(p, o),
        o.weightDecay(),
        (w, g) -> {
          double[] changes = new double[g.length];
          for (int t = 1; t <= g.length; t++) {
            double u = mean(squares(Arrays.copyOf(changes, t - 1)), o.rho());
            double v = mean(squares(Arrays.copyOf(g, t)), o.rho());
            changes[t - 1] = Math.sqrt((u + o.eps()) / (v + o.eps())) * g[t - 1];
          }
          return w - o.lr() * changes[g.length - 1];
        });
  }

  /// (1 − β)·Σ βᵗ⁻ⁱ·x_i: a running mean that started from 0.
  private static double mean(double[] x, double beta) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (1 - beta) * StrictMath.pow(beta, x.length - 1 - i) * x[i];
    }
    return sum;
  }

  private static double[] squares(double[] x) {
    return Arrays.stream(x).map(v -> v * v).toArray();
  }

  static SequencedMap<String, Parameter> parameters(long seed, int... counts) {
    var parameters = new LinkedHashMap<String, Parameter>();
    for (int count : counts) {
      float[] w = numbers(seed + parameters.size(), count);
      parameters.put("p" + parameters.size(), new Parameter(Tensor.of(w, count)));
    }
    return parameters;
  }

  static Parameter nth(SequencedMap<String, Parameter> parameters, int n) {
    return List.copyOf(parameters.values()).get(n);
  }

  static void assertSameBits(
      SequencedMap<String, Parameter> expected, SequencedMap<String, Parameter> got) {
    for (int p = 0; p < expected.size(); p++) {
      assertArrayEquals(nth(expected, p).toArray(), nth(got, p).toArray());
    }
  }

  static void giveGradients(SequencedMap<String, Parameter> parameters, long seed) {
    long s = seed * 1000;
    for (Parameter parameter : parameters.values()) {
      give(parameter, numbers(s++, parameter.count()));
    }
  }

  static void give(Parameter parameter, float... g) {
    float[] gradient = parameter.storage().parameterGradient();
    for (int i = 0; i < g.length; i++) {
      gradient[i] += g[i];
    }
  }

  static float[] numbers(long seed, int n) {
    var random = new Random(seed);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }
}
