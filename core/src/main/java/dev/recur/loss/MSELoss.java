package dev.recur.loss;

import dev.recur.tensor.Tensor;

/// The squared difference of predictions and targets.
///
///     e = (x − t)²
///     loss = Σ e / N for MEAN, Σ e for SUM, e for NONE
///
/// Against classes, t is one-hot. With x = ŷ_t = softmax(W_hy·h_t) at every step, this is the error
/// E of a sequence in many textbooks.
///
/// Shapes: x, t and e are the same; N elements. Against classes, x is (rows, C).
/// Values match PyTorch's. Derivation: docs/maths/losses.md.
///
/// {@snippet class="LossExamples" region="regression"}
///
/// @param reduction how the terms are combined
public record MSELoss(Reduction reduction) {
  /// The mean over all elements.
  public MSELoss() {
    this(Reduction.MEAN);
  }

  /// The loss of predictions against targets of the same shape; the targets get a gradient, too, if
  /// they require one.
  public Tensor forward(Tensor x, Tensor t) {
    return Pointwise.loss(
        "MSELoss",
        x,
        t,
        reduction,
        (n, d, e) -> {
          for (int i = 0; i < n; i++) {
            e[i] = d[i] * d[i]; // e = d²
          }
        },
        (n, d, de) -> {
          for (int i = 0; i < n; i++) {
            de[i] = 2 * d[i]; // e′ = 2·d
          }
        });
  }

  /// The loss of predictions against target classes, as one-hot rows.
  ///
  /// @param x predictions (rows, C)
  /// @param classes the class of each row, 0 to C − 1
  /// @throws IllegalArgumentException if a target is not 0 to C − 1
  public Tensor forward(Tensor x, int[] classes) {
    ClassTargets.requireMatrix("MSELoss", x);
    int width = x.size(1);
    if (classes.length != x.size(0)) {
      throw new IllegalArgumentException(
          "MSELoss: expected %s targets, one for each row, got %s"
              .formatted(x.size(0), classes.length));
    }
    Tensor t = x.tape().tensor(x.shape());
    for (int r = 0; r < classes.length; r++) {
      if (classes[r] < 0 || classes[r] >= width) {
        throw new IllegalArgumentException(
            "MSELoss: row %s has target %s, expected 0 to %s for %s classes"
                .formatted(r, classes[r], width - 1, width));
      }
      t.storage().values()[r * width + classes[r]] = 1;
    }
    return forward(x, t);
  }
}
