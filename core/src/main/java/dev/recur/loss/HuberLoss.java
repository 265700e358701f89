package dev.recur.loss;

import dev.recur.tensor.Tensor;

/// The squared difference of predictions and targets, but only linear where it is large.
///
///     d = x − t
///     e = d²/2 where |d| ≤ δ, δ·(|d| − δ/2) elsewhere
///     loss = Σ e / N for MEAN, Σ e for SUM, e for NONE
///
/// PyTorch's SmoothL1Loss(beta) is this loss with δ = beta, divided by δ.
///
/// Shapes: x, t, d, e are the same; N elements.
/// Source: Huber 1964, *Robust estimation of a location parameter*; PyTorch's numbers. Derivation:
/// docs/maths/losses.md.
///
///     Tensor loss = new HuberLoss(0.5).forward(linear.forward(h), targets);
///
/// @param delta δ, where the loss becomes linear, above 0
/// @param reduction what becomes of the terms
public record HuberLoss(double delta, Reduction reduction) {
  /// Checks δ.
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

  /// The loss against targets of the same shape.
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
