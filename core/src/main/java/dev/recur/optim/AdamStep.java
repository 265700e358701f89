package dev.recur.optim;

import dev.recur.kernel.Kernels;
import java.util.List;

/// The arithmetic that [Adam] and [AdamW] share; they differ only in where weight decay acts.
final class AdamStep {
  private AdamStep() {}

  static List<String> arrayNames(boolean amsgrad) {
    return amsgrad
        ? List.of("exp_avg", "exp_avg_sq", "max_exp_avg_sq")
        : List.of("exp_avg", "exp_avg_sq");
  }

  /// The change of one parameter.
  ///
  /// @param l2 weight decay as an addition to the gradient: g ← g + l2·w
  /// @param keep weight decay as the share of the weights that is kept: w ← keep·w
  static Optimizer.Update of(
      Slot slot, float[] w, float[] g, Kernels k, Numbers n, double l2, double keep) {
    float l2f = (float) l2;
    float keepf = (float) keep;
    float rest1 = (float) (1 - n.beta1);
    float beta2 = (float) n.beta2;
    float rest2 = (float) (1 - n.beta2);
    float rate = n.rate(slot.steps);
    float scale = n.scale(slot.steps);
    float eps = (float) n.eps;
    float[] m = slot.arrays[0];
    float[] v = slot.arrays[1];
    if (slot.arrays.length > 2) {
      float[] largest = slot.arrays[2];
      return (from, to) -> {
        for (int i = from; i < to; i++) {
          float d = Math.fma(l2f, w[i], g[i]); // g + λ·w
          m[i] = Math.fma(rest1, d - m[i], m[i]); // β1·m + (1 − β1)·g
          v[i] = Math.fma(beta2, v[i], rest2 * (d * d)); // β2·v + (1 − β2)·g²
          largest[i] = Math.max(largest[i], v[i]); // max(v̂, v)
          float q =
              m[i] / Math.fma((float) Math.sqrt(largest[i]), scale, eps); // m/(√v̂·scale + eps)
          w[i] = Math.fma(-rate, q, keepf * w[i]); // w·(1 − lr·λ) − lr/(1 − β1ᵗ)·q
        }
      };
    }
    return (from, to) ->
        k.adam(to - from, l2f, keepf, rate, scale, rest1, beta2, rest2, eps, g, w, m, v, from);
  }

  /// The options that mean the same in both.
  record Numbers(double lr, double beta1, double beta2, double eps) {
    /// lr/(1 − β1ᵗ)
    float rate(long t) {
      return (float) (lr / (1 - StrictMath.pow(beta1, (double) t)));
    }

    /// 1/√(1 − β2ᵗ)
    float scale(long t) {
      return (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, (double) t)));
    }

    Late late(long t) {
      return new Late(rate(t), scale(t), (float) (1 - beta1), (float) beta2, (float) eps);
    }
  }

  /// What an update without a gradient or weight decay needs.
  record Late(float rate, float scale, float rest1, float beta2, float eps) {}
}
