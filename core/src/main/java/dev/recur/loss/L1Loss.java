package dev.recur.loss;

import dev.recur.tensor.Tensor;

/// The absolute difference of predictions and targets.
///
///     e = |x − t|
///     loss = Σ e / N for MEAN, Σ e for SUM, e for NONE
///
/// Shapes: x, t, e are the same; N elements.
/// Source: PyTorch's numbers; the slope at 0 is 0. Derivation: docs/maths/losses.md.
///
///     Tensor loss = new L1Loss().forward(linear.forward(h), targets);
///
/// @param reduction what becomes of the terms
public record L1Loss(Reduction reduction) {
  /// The mean over all elements.
  public L1Loss() {
    this(Reduction.MEAN);
  }

  /// The loss against targets of the same shape.
  public Tensor forward(Tensor x, Tensor t) {
    return Pointwise.loss(
        "L1Loss",
        x,
        t,
        reduction,
        (n, d, e) -> {
          for (int i = 0; i < n; i++) {
            e[i] = Math.abs(d[i]); // e = |d|
          }
        },
        (n, d, de) -> {
          for (int i = 0; i < n; i++) {
            de[i] = Math.signum(d[i]); // e′ = sign(d)
          }
        });
  }
}
