package dev.recur.optim;

import dev.recur.kernel.Kernels;
import java.util.List;

/// The update that [Adam] and [AdamW] share; they differ only in where weight decay acts.
final class AdamStep {
  private AdamStep() {}

  /// PyTorch's names of m, v and, with amsgrad, vMax.
  static List<String> arrayNames(boolean amsgrad) {
    return amsgrad
        ? List.of("exp_avg", "exp_avg_sq", "max_exp_avg_sq")
        : List.of("exp_avg", "exp_avg_sq");
  }

  /// The hyperparameters that have the same meaning in both.
  record Hyperparameters(double lr, double beta1, double beta2, double eps) {
    /// lr/(1 − β1ᵗ): the learning rate with the bias correction of m
    float rate(long t) {
      return (float) (lr / (1 - StrictMath.pow(beta1, (double) t)));
    }

    /// 1/√(1 − β2ᵗ): the bias correction of √v
    float scale(long t) {
      return (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, (double) t)));
    }

    /// The coefficients of step t for rows without a gradient.
    Deferred deferred(long t) {
      return new Deferred(lr, rate(t), scale(t), (float) (1 - beta1), (float) beta2, (float) eps);
    }
  }

  /// The coefficients of an update with gradient 0 and without weight decay, which can be deferred.
  ///
  /// @param lr the learning rate of the step
  /// @param rate lr/(1 − β1ᵗ)
  /// @param scale 1/√(1 − β2ᵗ)
  /// @param rest1 1 − β1
  record Deferred(double lr, float rate, float scale, float rest1, float beta2, float eps) {}

  /// The update of one parameter in step `slot.steps` on an accelerator.
  static DeviceUpdate onDevice(Slot slot, Hyperparameters h, double l2, double keep) {
    List<Float> coefficients =
        List.of(
            (float) l2,
            (float) keep,
            h.rate(slot.steps),
            h.scale(slot.steps),
            (float) (1 - h.beta1),
            (float) h.beta2,
            (float) (1 - h.beta2),
            (float) h.eps);
    return slot.arrays.length > 2
        ? new DeviceUpdate("amsgrad", coefficients, List.of(0, 1, 2))
        : new DeviceUpdate("adam", coefficients, List.of(0, 1));
  }

  /// The update of one parameter in step `slot.steps`.
  ///
  /// @param l2 λ of weight decay by way of the gradient ([Adam]): g ← g + l2·w
  /// @param keep 1 − lr·λ of decoupled weight decay ([AdamW]): w ← keep·w
  static Optimizer.Update of(
      Slot slot, float[] w, float[] g, Kernels k, Hyperparameters h, double l2, double keep) {
    float l2f = (float) l2;
    float keepf = (float) keep;
    float rest1 = (float) (1 - h.beta1);
    float beta2 = (float) h.beta2;
    float rest2 = (float) (1 - h.beta2);
    float rate = h.rate(slot.steps);
    float scale = h.scale(slot.steps);
    float eps = (float) h.eps;
    float[] m = slot.array(0);
    float[] v = slot.array(1);
    if (slot.arrays.length > 2) {
      float[] largest = slot.array(2);
      return (from, to) -> {
        for (int i = from; i < to; i++) {
          float d = Math.fma(l2f, w[i], g[i]); // g + λ·w
          m[i] = Math.fma(rest1, d - m[i], m[i]); // β1·m + (1 − β1)·g
          v[i] = Math.fma(beta2, v[i], rest2 * (d * d)); // β2·v + (1 − β2)·g²
          largest[i] = Math.max(largest[i], v[i]); // vMax = max(vMax, v)
          float q =
              m[i] / Math.fma((float) Math.sqrt(largest[i]), scale, eps); // m/(√vMax·scale + eps)
          w[i] = Math.fma(-rate, q, keepf * w[i]); // w·(1 − lr·λ) − lr/(1 − β1ᵗ)·q
        }
      };
    }
    // without amsgrad, as a kernel: the same with v in place of vMax
    return (from, to) ->
        k.adam(to - from, l2f, keepf, rate, scale, rest1, beta2, rest2, eps, g, w, m, v, from);
  }
}
