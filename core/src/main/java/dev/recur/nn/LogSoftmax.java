package dev.recur.nn;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Tensor;

/// Turns scores into logarithms of probabilities, row by row; followed by `NLLLoss` it is
/// cross-entropy.
///
///     y_c = x_c − log Σ exp(x)
///
/// Shapes: x and y (…, C).
///
/// Source: as [Softmax]; computed as a difference, so that small probabilities keep their digits.
/// Derivation: docs/maths/losses.md.
///
/// {@snippet class="LayerExamples" region="softmax"}
public final class LogSoftmax {
  /// The log-softmax over the last dimension; it has no parameters.
  public LogSoftmax() {}

  /// The log-probabilities of every real step.
  public PackedSequence forward(PackedSequence x) {
    return x.with(forward(x.data()));
  }

  /// The log-probabilities of every row.
  public Tensor forward(Tensor x) {
    return LayerMath.of(x.tape()).logSoftmax(this, x);
  }

  Tensor compute(Tensor x) {
    int c = x.size(-1);
    int rows = x.count() / c;
    Kernels k = x.tape().workers().kernels();
    Tensor y = x.tape().unwritten(x.shape());
    float[] yv = y.storage().values();
    for (int r = 0; r < rows; r++) {
      k.logSoftmax(c, x.storage().values(), r * c, yv, r * c);
    }
    x.tape()
        .record(
            y,
            x.storage().wanted,
            () -> {
              float[] dy = y.storage().reachedGradient();
              float[] dx = x.storage().unwrittenContribution();
              k.exp(x.count(), yv, 0, dx, 0); // softmax = exp(y)
              for (int r = 0; r < rows; r++) {
                float total = k.sum(c, dy, r * c); // Σ dy
                for (int i = r * c; i < (r + 1) * c; i++) {
                  dx[i] = dy[i] - dx[i] * total; // dx = dy − softmax · Σ dy
                }
              }
              x.storage().contribute(dx);
            });
    return y;
  }
}
