package dev.recur.loss;

import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.List;

/// The negative log-likelihood of the target classes, given log-probabilities.
///
///     e = −w_y·x_y, y the target
///     loss = Σ e / Σ w_y for MEAN, Σ e for SUM, e for NONE
///
/// `LogSoftmax` followed by this loss is [CrossEntropyLoss], which computes both at once.
///
/// Shapes: x (N, C) · targets, e (N) · w (C). N rows, C classes.
/// Values match PyTorch's. Derivation: docs/maths/losses.md.
///
/// {@snippet class="LossExamples" region="logLikelihood"}
///
/// @param weight w, the weight of each class; an empty list is 1 for all
/// @param ignoreIndex the target of rows to be ignored
/// @param reduction how the terms are combined
public record NLLLoss(List<Float> weight, int ignoreIndex, Reduction reduction) {
  private static final String NAME = "NLLLoss";

  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if one is out of range
  public NLLLoss {
    weight = ClassTargets.checkedWeights(NAME, "weight", weight);
  }

  /// PyTorch's defaults: the mean, equal weights, and target −100 ignored.
  public NLLLoss() {
    this(List.of(), -100, Reduction.MEAN);
  }

  /// A copy with a weight for each class.
  public NLLLoss withWeight(float... weight) {
    return new NLLLoss(ClassTargets.listOf(weight), ignoreIndex, reduction);
  }

  /// A copy with another target to ignore.
  public NLLLoss withIgnoreIndex(int ignoreIndex) {
    return new NLLLoss(weight, ignoreIndex, reduction);
  }

  /// A copy with another reduction.
  public NLLLoss withReduction(Reduction reduction) {
    return new NLLLoss(weight, ignoreIndex, reduction);
  }

  /// The loss of log-probabilities against target classes.
  ///
  /// @param x log-probabilities (N, C)
  /// @param targets the class of each row, 0 to C − 1, or ignoreIndex; not copied, and read again
  ///   by the backward pass
  /// @throws IllegalArgumentException if a target is out of range, or MEAN has no row to average
  ///   over
  public Tensor forward(Tensor x, int[] targets) {
    var y = new ClassTargets(NAME, x, targets, weight, ignoreIndex);
    Tape tape = x.tape();
    float denominator = y.denominator(tape.workers().kernels(), reduction);
    float[] e = tape.arena().take(y.rows);
    for (int r = 0; r < y.rows; r++) {
      int at = r * y.classes + y.targets[r];
      e[r] = y.ignored(r) ? 0 : 0 - y.rowWeights[r] * x.storage().values()[at]; // −w_y·x_y
    }
    Tensor loss = reduction.reduce(tape, e, y.rows, denominator, y.rows);
    tape.record(
        loss,
        x.storage().wanted,
        () -> {
          float[] dy = loss.storage().reachedGradient();
          float[] dx = x.storage().contribution();
          for (int r = 0; r < y.rows; r++) {
            if (!y.ignored(r)) {
              float de = reduction.share(dy, r, denominator); // de = dLoss/Σ w_y
              dx[r * y.classes + y.targets[r]] = -de * y.rowWeights[r]; // dx_y = −de·w_y
            }
          }
          x.storage().contribute(dx);
        });
    return loss;
  }
}
