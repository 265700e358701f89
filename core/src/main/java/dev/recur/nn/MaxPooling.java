package dev.recur.nn;

import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;

/// The largest value of each feature over a row's real steps.
///
///     y = max_t x_t
///
/// Shapes: x packed (N, F) · y (B, F). The gradient goes to the step with the largest value; of
/// several, to the first.
///
/// Source: Collobert et al. 2011, *Natural Language Processing (Almost) from Scratch*, section
/// 3.2.2. Derivation: docs/maths/layers.md.
///
/// {@snippet class="NnExamples" region="poolings"}
public final class MaxPooling implements Pooling {
  /// A maximum; it has no parameters.
  public MaxPooling() {}

  @Override
  public Tensor forward(PackedSequence x) {
    return LayerMath.of(x.tape()).pooling(this, x);
  }

  Tensor compute(PackedSequence x) {
    Packing packing = x.packing();
    Tensor data = x.data();
    int f = x.features();
    Tensor y = data.tape().unwritten(packing.rows(), f);
    float[] yv = y.storage().values();
    float[] xv = data.storage().values();
    Workers workers = data.tape().workers();
    workers.run(packing.rows(), b -> forward(packing, b, xv, yv, f));
    data.tape()
        .record(
            y,
            data.storage().wanted,
            () -> {
              float[] dx = data.storage().contribution();
              float[] dy = y.storage().reachedGradient();
              float[] rest = data.tape().arena().take(packing.rows() * f);
              workers.run(
                  packing.rows(),
                  b -> backward(packing, b, data.storage().values(), yv, dy, dx, rest, f));
              data.storage().contribute(dx);
            });
    return y;
  }

  private static void forward(Packing packing, int b, float[] x, float[] y, int f) {
    System.arraycopy(x, packing.index(b, 0) * f, y, b * f, f);
    for (int t = 1; t < packing.length(b); t++) {
      greater(x, packing.index(b, t) * f, y, b * f, f); // y = max(y, x_t)
    }
  }

  private static void greater(float[] x, int xAt, float[] y, int yAt, int f) {
    for (int i = 0; i < f; i++) {
      y[yAt + i] = Math.max(y[yAt + i], x[xAt + i]);
    }
  }

  private static void backward(
      Packing packing, int b, float[] x, float[] y, float[] dy, float[] dx, float[] rest, int f) {
    int row = b * f;
    System.arraycopy(dy, row, rest, row, f);
    for (int t = 0; t < packing.length(b); t++) {
      int at = packing.index(b, t) * f;
      for (int i = 0; i < f; i++) {
        if (x[at + i] == y[row + i]) {
          dx[at + i] = rest[row + i]; // dx_t = dy where x_t was the greatest
          rest[row + i] = 0; // only the first one
        }
      }
    }
  }
}
