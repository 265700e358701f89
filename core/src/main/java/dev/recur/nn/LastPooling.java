package dev.recur.nn;

import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Tensor;
import java.util.Arrays;

/// The output of each direction after it has read the whole row: the last real step of the forward
/// half, step 0 of the reverse half.
///
/// Shapes: x packed (N, F), with D = 2 halves of F/2 if bidirectional · y (B, F).
///
/// Source: Sutskever, Vinyals & Le 2014, *Sequence to Sequence Learning with Neural Networks*,
/// section 2 (one direction). Derivation: docs/maths/layers.md.
///
/// {@snippet class="LayerExamples" region="pooling"}
public final class LastPooling implements Pooling {
  private final boolean bidirectional;

  /// Pooling after a layer of one or two directions.
  public LastPooling(boolean bidirectional) {
    this.bidirectional = bidirectional;
  }

  boolean isBidirectional() {
    return bidirectional;
  }

  @Override
  public Tensor forward(PackedSequence x) {
    return LayerMath.of(x.tape()).pooling(this, x);
  }

  Tensor compute(PackedSequence x) {
    Packing packing = x.packing();
    Tensor data = x.data();
    Tensor y = data.tape().unwritten(packing.rows(), x.features());
    move(packing, data.storage().values(), y.storage().values(), x.features(), true);
    data.tape()
        .record(
            y,
            data.storage().wanted,
            () -> {
              float[] dx = data.storage().unwrittenContribution();
              Shares.run(
                  data.tape().workers(),
                  packing.total(),
                  (first, n) ->
                      Arrays.fill(dx, first * x.features(), (first + n) * x.features(), 0));
              float[] dy = y.storage().reachedGradient();
              move(packing, dx, dy, x.features(), false); // dx = dy at these steps
              data.storage().contribute(dx);
            });
    return y;
  }

  private void move(Packing packing, float[] steps, float[] rows, int f, boolean forward) {
    int half = bidirectional ? f / 2 : f;
    for (int b = 0; b < packing.rows(); b++) {
      int last = packing.index(b, packing.length(b) - 1) * f;
      int first = packing.index(b, 0) * f + half;
      if (forward) {
        System.arraycopy(steps, last, rows, b * f, half);
        System.arraycopy(steps, first, rows, b * f + half, f - half);
      } else {
        System.arraycopy(rows, b * f, steps, last, half);
        System.arraycopy(rows, b * f + half, steps, first, f - half);
      }
    }
  }
}
