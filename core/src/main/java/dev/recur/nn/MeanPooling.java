package dev.recur.nn;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;

/// The mean of a row's real steps.
///
///     y = Σ_t x_t / length
///
/// Shapes: x packed (N, F) · y (B, F).
///
/// Source: as a baseline in Conneau et al. 2017, *Supervised Learning of Universal Sentence
/// Representations*, section 3.2. Derivation: docs/maths/layers.md.
///
/// {@snippet class="NnExamples" region="poolings"}
public final class MeanPooling implements Pooling {
  /// A mean; it has no parameters.
  public MeanPooling() {}

  @Override
  public Tensor forward(PackedSequence x) {
    return LayerMath.of(x.tape()).pooling(this, x);
  }

  Tensor compute(PackedSequence x) {
    Packing packing = x.packing();
    Tensor data = x.data();
    int f = x.features();
    Workers workers = data.tape().workers();
    Kernels k = workers.kernels();
    Tensor y = data.tape().tensor(packing.rows(), f);
    float[] yv = y.storage().values();
    float[] xv = data.storage().values();
    workers.run(
        packing.rows(),
        b -> {
          for (int t = 0; t < packing.length(b); t++) {
            k.add(f, xv, packing.index(b, t) * f, yv, b * f); // Σ_t x_t
          }
          k.scale(f, 1f / packing.length(b), yv, b * f); // … / length
        });
    data.tape()
        .record(
            y,
            data.storage().wanted,
            () -> {
              float[] dy = y.storage().reachedGradient();
              float[] dx = data.storage().contribution();
              workers.run(
                  packing.rows(),
                  b -> {
                    for (int t = 0; t < packing.length(b); t++) {
                      k.addScaled( // dx_t = dy / length
                          f, 1f / packing.length(b), dy, b * f, dx, packing.index(b, t) * f);
                    }
                  });
              data.storage().contribute(dx);
            });
    return y;
  }
}
