package dev.recur.loss;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Shape;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// Binary cross-entropy on logits: each element of the predictions answers a yes-or-no question.
///
///     e = −w·(π·t·log σ(x) + (1 − t)·log(1 − σ(x)))
///       = w·(k·log(1 + exp(−|x|)) + r),  k = 1 + (π − 1)·t,
///                                        r = −π·t·x if x < 0, else (1 − t)·x
///     loss = Σ e / N for MEAN, Σ e for SUM, e for NONE
///
/// The second form is the one computed: it neither overflows nor takes the logarithm of 0, and
/// stays exact for tiny terms.
///
/// Shapes: x, t, e (…, C) · w the same shape or the end of it · π (C). N elements, C questions per
/// row.
/// Values match PyTorch's. Derivation: docs/maths/losses.md.
///
/// {@snippet class="LossExamples" region="binary"}
///
/// @param posWeight π, the weight of the positives of each question; an empty list is 1 for all
/// @param reduction how the terms are combined
public record BCEWithLogitsLoss(List<Float> posWeight, Reduction reduction) {
  private static final String NAME = "BCEWithLogitsLoss";

  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if one is out of range
  public BCEWithLogitsLoss {
    posWeight = ClassTargets.checkedWeights(NAME, "posWeight", posWeight);
  }

  /// The mean over all elements, with equal weights.
  public BCEWithLogitsLoss() {
    this(List.of(), Reduction.MEAN);
  }

  /// A copy with a weight of the positives for each question.
  public BCEWithLogitsLoss withPosWeight(float... posWeight) {
    return new BCEWithLogitsLoss(ClassTargets.listOf(posWeight), reduction);
  }

  /// A copy with another reduction.
  public BCEWithLogitsLoss withReduction(Reduction reduction) {
    return new BCEWithLogitsLoss(posWeight, reduction);
  }

  /// The loss of predictions against answers, with equal weights.
  ///
  /// @param x logits (…, C)
  /// @param t the answers, of the same shape: from 0 for no to 1 for yes; they must not require a
  ///   gradient
  public Tensor forward(Tensor x, Tensor t) {
    return forward(x, t, Tensor.scalar(1));
  }

  /// The loss of predictions against answers, with a weight for each element.
  ///
  /// @param x logits (…, C)
  /// @param t the answers, of the same shape: from 0 for no to 1 for yes; they must not require a
  ///   gradient
  /// @param weight w, of the same shape or its end, such as (C) for one weight per question; it
  ///   must not require a gradient
  public Tensor forward(Tensor x, Tensor t, Tensor weight) {
    int questions = x.rank() == 0 ? 1 : x.size(-1);
    check(x, t, weight, questions);
    Tape tape = x.tape();
    Kernels kernels = tape.workers().kernels();
    int n = x.count();
    int period = weight.count();
    float[] pi = ClassTargets.array(tape, posWeight, questions);
    float[] w = weight.storage().values();
    float[] xv = x.storage().values();
    float[] tv = t.storage().values();
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
          NAME + ": targets or weight require a gradient, which is not computed: detach() them");
    }
    int[] shape = x.shape();
    int[] end = weight.shape();
    int left = shape.length - end.length;
    if (left < 0 || !Arrays.equals(Arrays.copyOfRange(shape, left, shape.length), end)) {
      throw new IllegalArgumentException(
          "%s: weight has shape %s; expected that of the predictions, %s, or its end"
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
