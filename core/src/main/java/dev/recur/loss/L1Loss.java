package dev.recur.loss;

import dev.recur.tensor.Tensor;

/// The absolute difference of predictions and targets.
///
///     e = |x − t|
///     loss = Σ e / N for MEAN, Σ e for SUM, e for NONE
///
/// Shapes: x, t and e are the same; N elements.
/// Values match PyTorch's; the derivative at 0 is 0. Derivation: docs/maths/losses.md.
///
/// {@snippet class="LossExamples" region="regression"}
///
/// @param reduction how the terms are combined
public record L1Loss(Reduction reduction) {
  /// The mean over all elements.
  public L1Loss() {
    this(Reduction.MEAN);
  }

  /// The loss of predictions against targets of the same shape; the targets get a gradient, too, if
  /// they require one.
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
