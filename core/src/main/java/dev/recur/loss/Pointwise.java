package dev.recur.loss;

import dev.recur.tensor.Shape;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;

/// The computation shared by losses that depend only on the difference between each element and its
/// target.
///
///     d = x − t, e = f(d)
///     loss = Σ e / N for MEAN, Σ e for SUM, e for NONE
///
/// Shapes: x, t, d and e are the same; N elements.
final class Pointwise {
  private Pointwise() {}

  /// Applies a function to n elements of d.
  interface Loop {
    void run(int n, float[] d, float[] out);
  }

  /// @param term e = f(d)
  /// @param slope f′(d)
  static Tensor loss(String name, Tensor x, Tensor t, Reduction reduction, Loop term, Loop slope) {
    requireTargets(name, x, t, reduction);
    Tape tape = t.storage().wanted ? t.tape() : x.tape();
    int n = x.count();
    float[] d = tape.arena().take(n);
    float[] e = tape.arena().take(n);
    float[] xv = x.storage().values();
    float[] tv = t.storage().values();
    for (int i = 0; i < n; i++) {
      d[i] = xv[i] - tv[i]; // x − t
    }
    term.run(n, d, e); // f(d)
    Tensor loss = reduction.reduce(tape, e, n, n, x.shape());
    tape.record(
        loss,
        x.storage().wanted || t.storage().wanted,
        () -> {
          float[] dy = loss.storage().reachedGradient();
          if (x.storage().wanted) {
            float[] dx = x.storage().unwrittenContribution();
            slope.run(n, d, dx); // f′(d)
            for (int i = 0; i < n; i++) {
              dx[i] *= reduction.share(dy, i, n); // dx = f′(d)·dLoss/N
            }
            x.storage().contribute(dx);
          }
          if (t.storage().wanted) {
            float[] dt = t.storage().unwrittenContribution();
            slope.run(n, d, dt); // f′(d)
            for (int i = 0; i < n; i++) {
              dt[i] *= -reduction.share(dy, i, n); // dt = −f′(d)·dLoss/N
            }
            t.storage().contribute(dt);
          }
        });
    return loss;
  }

  static void requireTargets(String name, Tensor x, Tensor t, Reduction reduction) {
    Shape.requireSame(name + ", targets", x.shape(), t.shape());
    if (reduction == Reduction.MEAN && x.count() == 0) {
      throw new IllegalArgumentException(
          "%s: the mean is undefined for predictions of shape %s"
              .formatted(name, Shape.of(x.shape())));
    }
  }
}
