package dev.recur.loss;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Shape;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// The cross-entropy of yes-or-no questions, one for each element, from unnormalised predictions.
///
///     e = −w·(π·t·log σ(x) + (1 − t)·log(1 − σ(x)))
///       = w·(k·log(1 + exp(−|x|)) + r),  k = 1 + (π − 1)·t,
///                                        r = −π·t·x where x < 0, (1 − t)·x elsewhere
///     loss = Σ e / N for MEAN, Σ e for SUM, e for NONE
///
/// The second form neither overflows nor takes the logarithm of 0, and keeps tiny terms.
///
/// Shapes: x, t, e (…, C) · w the same or an end of it · π (C). N elements, C questions a row.
/// Source: PyTorch's numbers. Derivation: docs/maths/losses.md.
///
///     var loss = new BCEWithLogitsLoss().withPosWeight(3f);
///     tape.backward(loss.forward(linear.forward(h), answers));
///
/// @param posWeight π, how much a yes counts, for each question; none means 1 for all
/// @param reduction what becomes of the terms
public record BCEWithLogitsLoss(List<Float> posWeight, Reduction reduction) {
  private static final String NAME = "BCEWithLogitsLoss";

  /// Checks every number.
  public BCEWithLogitsLoss {
    posWeight = ClassTargets.checkedWeights(NAME, "posWeight", posWeight);
  }

  /// The mean over all elements, all questions alike.
  public BCEWithLogitsLoss() {
    this(List.of(), Reduction.MEAN);
  }

  /// The same with another weight of a yes for each question.
  public BCEWithLogitsLoss withPosWeight(float... posWeight) {
    return new BCEWithLogitsLoss(ClassTargets.listOf(posWeight), reduction);
  }

  /// The same with another reduction.
  public BCEWithLogitsLoss withReduction(Reduction reduction) {
    return new BCEWithLogitsLoss(posWeight, reduction);
  }

  /// The loss of predictions against answers, all elements alike.
  ///
  /// @param x unnormalised predictions (…, C)
  /// @param t the answers, 0 for no to 1 for yes, of the same shape; no gradient flows into them
  public Tensor forward(Tensor x, Tensor t) {
    return forward(x, t, Tensor.scalar(1));
  }

  /// The loss of predictions against answers, of which some count more than others.
  ///
  /// @param x unnormalised predictions (…, C)
  /// @param t the answers, 0 for no to 1 for yes, of the same shape; no gradient flows into them
  /// @param weight w, of the same shape, or of its end: (C) for a weight for each question
  public Tensor forward(Tensor x, Tensor t, Tensor weight) {
    int questions = x.rank() == 0 ? 1 : x.size(-1);
    check(x, t, weight, questions);
    Tape tape = x.tape();
    Kernels kernels = tape.workers().kernels();
    int n = x.count();
    int period = weight.count();
    float[] pi = ClassTargets.array(tape, posWeight, questions);
    float[] w = weight.storage().values;
    float[] xv = x.storage().values;
    float[] tv = t.storage().values;
    float[] e = softplus(tape, kernels, n, xv); // log(1 + exp(−|x|))
    for (int i = 0; i < n; i++) {
      float p = pi[i % questions];
      float k = Math.fma(p - 1, tv[i], 1); // 1 + (π − 1)·t
      float r = xv[i] < 0 ? -p * tv[i] * xv[i] : (1 - tv[i]) * xv[i]; // −π·t·x or (1 − t)·x
      e[i] = w[i % period] * Math.fma(k, e[i], r); // w·(k·log(1 + exp(−|x|)) + r)
    }
    Tensor loss = reduction.reduce(tape, e, n, n, x.shape());
    tape.record(
        loss,
        x.storage().wanted,
        () -> {
          float[] dy = loss.storage().reachedGradient();
          float[] dx = x.storage().unwrittenContribution();
          for (int i = 0; i < n; i++) {
            dx[i] = -xv[i];
          }
          kernels.sigmoid(n, dx, 0, dx, 0); // 1 − σ(x) = σ(−x)
          for (int i = 0; i < n; i++) {
            float k = Math.fma(pi[i % questions] - 1, tv[i], 1); // 1 + (π − 1)·t
            float slope = Math.fma(-k, dx[i], 1 - tv[i]); // (1 − t) − k·(1 − σ(x))
            dx[i] = w[i % period] * slope * reduction.share(dy, i, n); // dx = w·slope·dLoss/N
          }
          x.storage().contribute(dx);
        });
    return loss;
  }

  private void check(Tensor x, Tensor t, Tensor weight, int questions) {
    Pointwise.requireTargets(NAME, x, t, reduction);
    ClassTargets.requireOneEach(
        NAME, "posWeight", posWeight, questions, "the last dimension has %s");
    if (t.storage().wanted || weight.storage().wanted) {
      throw new IllegalArgumentException(
          NAME + ": targets or weight want a gradient, which is not computed: detach() them");
    }
    int[] shape = x.shape();
    int[] end = weight.shape();
    int left = shape.length - end.length;
    if (left < 0 || !Arrays.equals(Arrays.copyOfRange(shape, left, shape.length), end)) {
      throw new IllegalArgumentException(
          "%s: weight of shape %s is neither of the predictions' shape %s nor of its end"
              .formatted(NAME, Shape.of(end), Shape.of(shape)));
    }
  }

  /// log(1 + exp(−|x|)), exact also where 1 + exp(−|x|) rounds to 1: log(u)·z/(u − 1) for u = 1 + z
  /// repairs the rounding of u (Kahan).
  private static float[] softplus(Tape tape, Kernels kernels, int n, float[] x) {
    float[] z = tape.arena().take(n);
    float[] u = tape.arena().take(n);
    float[] log = tape.arena().take(n);
    for (int i = 0; i < n; i++) {
      z[i] = -Math.abs(x[i]);
    }
    kernels.exp(n, z, 0, z, 0); // z = exp(−|x|)
    for (int i = 0; i < n; i++) {
      u[i] = 1 + z[i];
    }
    kernels.log(n, u, 0, log, 0); // log(u)
    for (int i = 0; i < n; i++) {
      z[i] = u[i] == 1 ? z[i] : log[i] * (z[i] / (u[i] - 1)); // log(1 + z)
    }
    return z;
  }
}
