package dev.recur.loss;

import dev.recur.tensor.Tensor;

/// The squared difference of predictions and targets.
///
///     e = (x − t)²
///     loss = Σ e / N for MEAN, Σ e for SUM, e for NONE
///
/// Against classes, t is one-hot: with x = ŷ_t = softmax(W_hy·h_t) of every step this is the
/// textbook's error E of a sequence.
///
/// Shapes: x, t, e are the same; N elements. Against classes x is (rows, C).
/// Source: PyTorch's numbers. Derivation: docs/maths/losses.md.
///
///     Tensor loss = new MSELoss().forward(softmax.forward(linear.forward(h)), classes);
///
/// @param reduction what becomes of the terms
public record MSELoss(Reduction reduction) {
  /// The mean over all elements.
  public MSELoss() {
    this(Reduction.MEAN);
  }

  /// The loss against targets of the same shape.
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

  /// The loss against classes, one for each row of (rows, C): 1 is expected there and 0 elsewhere.
  ///
  /// @throws IllegalArgumentException if a target is not 0 to C − 1
  public Tensor forward(Tensor x, int[] classes) {
    ClassTargets.requireMatrix("MSELoss", x);
    int width = x.size(1);
    if (classes.length != x.size(0)) {
      throw new IllegalArgumentException(
          "MSELoss: expected %s targets, one a row, got %s".formatted(x.size(0), classes.length));
    }
    Tensor t = x.tape().tensor(x.shape());
    for (int r = 0; r < classes.length; r++) {
      if (classes[r] < 0 || classes[r] >= width) {
        throw new IllegalArgumentException(
            "MSELoss: row %s has target %s, expected 0 to %s for %s classes"
                .formatted(r, classes[r], width - 1, width));
      }
      t.storage().values[r * width + classes[r]] = 1;
    }
    return forward(x, t);
  }
}
