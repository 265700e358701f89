package dev.recur.loss;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.List;

/// The cross-entropy of yes-or-no questions, one for each element, from unnormalised predictions.
///
///     e = −w·(π·t·log σ(x) + (1 − t)·log(1 − σ(x)))
///       = w·((1 − t)·x + k·(log(1 + exp(−|x|)) + max(−x, 0))),  k = 1 + (π − 1)·t
///     loss = Σ e / N for MEAN, Σ e for SUM, e for NONE
///
/// The second line neither overflows nor takes the logarithm of 0.
///
/// Shapes: x, t, e (…, C) · w, π (C). N elements, C questions a row.
/// Source: PyTorch's numbers. Derivation: docs/maths/losses.md.
///
///     var loss = new BCEWithLogitsLoss().withPosWeight(3f);
///     tape.backward(loss.forward(linear.forward(h), batch.labels()));
///
/// @param weight w, a number for each question; none means 1 for all
/// @param posWeight π, how much a yes counts, for each question; none means 1 for all
/// @param reduction what becomes of the terms
public record BCEWithLogitsLoss(
    List<Float> weight, List<Float> posWeight, Reduction reduction) {
  private static final String NAME = "BCEWithLogitsLoss";

  /// Checks every number.
  public BCEWithLogitsLoss {
    weight = ClassTargets.checkedWeights(NAME, "weight", weight);
    posWeight = ClassTargets.checkedWeights(NAME, "posWeight", posWeight);
  }

  /// The mean over all elements, all questions alike.
  public BCEWithLogitsLoss() {
    this(List.of(), List.of(), Reduction.MEAN);
  }

  /// The same with a weight for each question.
  public BCEWithLogitsLoss withWeight(float... weight) {
    return new BCEWithLogitsLoss(ClassTargets.listOf(weight), posWeight, reduction);
  }

  /// The same with another weight of a yes for each question.
  public BCEWithLogitsLoss withPosWeight(float... posWeight) {
    return new BCEWithLogitsLoss(weight, ClassTargets.listOf(posWeight), reduction);
  }

  /// The same with another reduction.
  public BCEWithLogitsLoss withReduction(Reduction reduction) {
    return new BCEWithLogitsLoss(weight, posWeight, reduction);
  }

  /// The loss of predictions against answers, which are data: no gradient flows into them.
  ///
  /// @param x unnormalised predictions (…, C)
  /// @param t the answers, 0 for no to 1 for yes, of the same shape
  public Tensor forward(Tensor x, Tensor t) {
    Pointwise.requireTargets(NAME, x, t, reduction);
    if (t.storage().wanted) {
      throw new IllegalArgumentException(
          NAME + ": the targets want a gradient, which is not computed: detach() them");
    }
    Tape tape = x.tape();
    Kernels kernels = tape.workers().kernels();
    int n = x.count();
    int questions = x.rank() == 0 ? 1 : x.size(-1);
    float[] w = ClassTargets.weights(NAME, tape, weight, questions);
    float[] pi = ClassTargets.weights(NAME, tape, posWeight, questions);
    float[] xv = x.storage().values;
    float[] tv = t.storage().values;
    float[] e = softplus(tape, kernels, n, xv); // log(1 + exp(−|x|))
    for (int i = 0; i < n; i++) {
      int c = i % questions;
      float k = Math.fma(pi[c] - 1, tv[i], 1); // 1 + (π − 1)·t
      float no = e[i] + Math.max(-xv[i], 0); // −log σ(x)
      e[i] = w[c] * Math.fma(k, no, (1 - tv[i]) * xv[i]); // w·((1 − t)·x − k·log σ(x))
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
            int c = i % questions;
            float k = Math.fma(pi[c] - 1, tv[i], 1); // 1 + (π − 1)·t
            float slope = w[c] * Math.fma(-k, dx[i], 1 - tv[i]); // w·((1 − t) − k·(1 − σ(x)))
            dx[i] = slope * reduction.share(dy, i, n); // dx = slope·dLoss/N
          }
          x.storage().contribute(dx);
        });
    return loss;
  }

  /// log(1 + exp(−|x|)), exact also where 1 + exp(−|x|) rounds to 1: log(u)·z/(u − 1) for
  /// u = 1 + z repairs the rounding of u (Kahan).
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
