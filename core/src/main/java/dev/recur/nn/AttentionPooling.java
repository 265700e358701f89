package dev.recur.nn;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// A mean of a row's real steps, with weights that the network learns.
///
///     s_t = v·tanh(W·x_t + b)     (no bias in the final score: softmax would cancel it)
///     a   = softmax over the row's real steps of s
///     y   = Σ_t a_t · x_t
///
/// Shapes: x packed (N, F) · s, a (N) · y (B, F) · W = hidden.weight (A, F) · b = hidden.bias (A) ·
/// v = score.weight (1, A).
///
/// Source: Yang et al. 2016, *Hierarchical Attention Networks for Document Classification*, section
/// 2.2. Derivation: docs/maths/layers.md.
///
/// {@snippet class="LayerExamples" region="pooling"}
public final class AttentionPooling implements Pooling {
  private final Linear hidden;
  private final Linear score;

  /// Attention with a hidden layer of `attentionSize` units: A.
  public AttentionPooling(int features, int attentionSize, Seed seed) {
    hidden = new Linear(features, attentionSize, seed.split("hidden"));
    score = new Linear(attentionSize, 1, false, seed.split("score"));
  }

  @Override
  public SequencedMap<String, Parameter> parameters() {
    return new LinkedHashMap<>(Layer.join(Map.entry("hidden", hidden), Map.entry("score", score)));
  }

  @Override
  public Tensor forward(PackedSequence x) {
    return LayerMath.of(x.tape()).pooling(this, x);
  }

  Tensor compute(PackedSequence x) {
    return weighted(x, weights(x));
  }

  /// Returns the attention a_t of every real step, shape (N).
  public Tensor weights(PackedSequence x) {
    Tensor s = score.forward(hidden.forward(x.data()).tanh()).reshape(-1); // s = v·tanh(W·x + b)
    return LayerMath.of(s.tape()).attention(this, x, s);
  }

  /// a = softmax over the steps of each row of s
  static Tensor softmax(Packing packing, Tensor s) {
    Kernels k = s.tape().workers().kernels();
    Tensor a = s.tape().unwritten(packing.total());
    float[] row = s.tape().arena().take(packing.steps());
    for (int b = 0; b < packing.rows(); b++) {
      gather(packing, b, s.storage().values(), row);
      k.softmax(packing.length(b), row, 0, row, 0);
      scatter(packing, b, row, a.storage().values());
    }
    s.tape()
        .record(
            a,
            s.storage().wanted,
            () -> {
              float[] ds = s.storage().unwrittenContribution();
              softmaxBackward(k, packing, a, ds);
              s.storage().contribute(ds);
            });
    return a;
  }

  private static void softmaxBackward(Kernels k, Packing packing, Tensor a, float[] ds) {
    float[] da = a.storage().reachedGradient();
    float[] aRow = a.tape().arena().take(packing.steps());
    float[] dRow = a.tape().arena().take(packing.steps());
    for (int b = 0; b < packing.rows(); b++) {
      int n = packing.length(b);
      gather(packing, b, a.storage().values(), aRow);
      gather(packing, b, da, dRow);
      float inner = k.dot(n, aRow, 0, dRow, 0); // Σ_t a·da
      for (int t = 0; t < n; t++) {
        dRow[t] = aRow[t] * (dRow[t] - inner); // ds = a ⊙ (da − Σ a·da)
      }
      scatter(packing, b, dRow, ds);
    }
  }

  private static Tensor weighted(PackedSequence x, Tensor a) {
    Packing packing = x.packing();
    int f = x.features();
    Tensor data = x.data();
    Kernels k = a.tape().workers().kernels();
    float[] av = a.storage().values();
    float[] xv = data.storage().values();
    Tensor y = a.tape().tensor(packing.rows(), f);
    for (int b = 0; b < packing.rows(); b++) {
      for (int t = 0; t < packing.length(b); t++) {
        int n = packing.index(b, t);
        k.addScaled(f, av[n], xv, n * f, y.storage().values(), b * f); // y += a_t · x_t
      }
    }
    a.tape()
        .record(
            y,
            data.storage().wanted || a.storage().wanted,
            () -> weightedBackward(k, packing, data, a, y.storage().reachedGradient()));
    return y;
  }

  private static void weightedBackward(
      Kernels k, Packing packing, Tensor data, Tensor a, float[] dy) {
    int f = data.size(1);
    if (a.storage().wanted) {
      float[] da = a.storage().unwrittenContribution();
      for (int b = 0; b < packing.rows(); b++) {
        for (int t = 0; t < packing.length(b); t++) {
          int n = packing.index(b, t);
          da[n] = k.dot(f, dy, b * f, data.storage().values(), n * f); // da_t = dy·x_t
        }
      }
      a.storage().contribute(da);
    }
    if (data.storage().wanted) {
      float[] dx = data.storage().contribution();
      for (int b = 0; b < packing.rows(); b++) {
        for (int t = 0; t < packing.length(b); t++) {
          int n = packing.index(b, t);
          k.addScaled(f, a.storage().values()[n], dy, b * f, dx, n * f); // dx_t = a_t · dy
        }
      }
      data.storage().contribute(dx);
    }
  }

  private static void gather(Packing packing, int b, float[] from, float[] row) {
    for (int t = 0; t < packing.length(b); t++) {
      row[t] = from[packing.index(b, t)];
    }
  }

  private static void scatter(Packing packing, int b, float[] row, float[] to) {
    for (int t = 0; t < packing.length(b); t++) {
      to[packing.index(b, t)] = row[t];
    }
  }
}
