package dev.recur.loss;

import dev.recur.tensor.Tensor;

/// Half the squared difference of predictions and targets where the difference is small, and linear
/// in the absolute difference where it is large: less sensitive to outliers than [MSELoss].
///
///     d = x − t
///     e = d²/2 if |d| ≤ δ, else δ·(|d| − δ/2)
///     loss = Σ e / N for MEAN, Σ e for SUM, e for NONE
///
/// PyTorch's SmoothL1Loss(beta) is this loss with δ = beta, divided by δ.
///
/// Shapes: x, t, d and e are the same; N elements.
/// Source: Huber 1964, *Robust estimation of a location parameter*. Values match PyTorch's.
/// Derivation: docs/maths/losses.md.
///
/// {@snippet class="LossExamples" region="regression"}
///
/// @param delta δ, above 0: the absolute difference above which the loss is linear
/// @param reduction how the terms are combined
public record HuberLoss(double delta, Reduction reduction) {
  /// Checks δ.
  ///
  /// @throws IllegalArgumentException if it is not above 0
  public HuberLoss {
    if (!(delta > 0) || delta == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "HuberLoss: delta must be a finite number above 0, got " + delta);
    }
  }

  /// The mean over all elements, with δ = 1.
  public HuberLoss() {
    this(1);
  }

  /// The mean over all elements.
  public HuberLoss(double delta) {
    this(delta, Reduction.MEAN);
  }

  /// The loss of predictions against targets of the same shape; the targets get a gradient, too, if
  /// they require one.
  public Tensor forward(Tensor x, Tensor t) {
    float limit = (float) delta;
    return Pointwise.loss(
        "HuberLoss",
        x,
        t,
        reduction,
        (n, d, e) -> {
          for (int i = 0; i < n; i++) {
            float a = Math.abs(d[i]);
            e[i] = a <= limit ? 0.5f * a * a : limit * (a - 0.5f * limit); // d²/2, δ·(|d| − δ/2)
          }
        },
        (n, d, de) -> {
          for (int i = 0; i < n; i++) {
            de[i] = Math.max(-limit, Math.min(limit, d[i])); // e′ = d, cut off at ±δ
          }
        });
  }
}
