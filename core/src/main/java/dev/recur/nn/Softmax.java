package dev.recur.nn;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Tensor;

/// Turns scores into probabilities, row by row; after a [Linear] it is ŷ_t = softmax(W_hy·h_t).
///
///     y_c = exp(x_c) / Σ exp(x)
///
/// Shapes: x and y (…, C).
///
/// Source: Bridle 1990, *Probabilistic Interpretation of Feedforward Classification Network
/// Outputs*; the largest score is subtracted first, so that nothing overflows. Derivation:
/// docs/maths/losses.md.
///
/// {@snippet class="LayerExamples" region="softmax"}
public final class Softmax {
  /// The softmax over the last dimension; it has no parameters.
  public Softmax() {}

  /// The probabilities of every real step.
  public PackedSequence forward(PackedSequence x) {
    return x.with(forward(x.data()));
  }

  /// The probabilities of every row.
  public Tensor forward(Tensor x) {
    int c = x.size(-1);
    int rows = x.count() / c;
    Kernels k = x.tape().workers().kernels();
    Tensor y = x.tape().unwritten(x.shape());
    float[] yv = y.storage().values();
    for (int r = 0; r < rows; r++) {
      k.softmax(c, x.storage().values(), r * c, yv, r * c);
    }
    x.tape()
        .record(
            y,
            x.storage().wanted,
            () -> {
              float[] dy = y.storage().reachedGradient();
              float[] dx = x.storage().unwrittenContribution();
              for (int r = 0; r < rows; r++) {
                float inner = k.dot(c, dy, r * c, yv, r * c); // Σ dy ⊙ y
                for (int i = r * c; i < (r + 1) * c; i++) {
                  dx[i] = yv[i] * (dy[i] - inner); // dx = y ⊙ (dy − Σ dy⊙y)
                }
              }
              x.storage().contribute(dx);
            });
    return y;
  }
}
