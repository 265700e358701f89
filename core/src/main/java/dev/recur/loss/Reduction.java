package dev.recur.loss;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;

/// What becomes of a loss's terms, one for each row or element.
public enum Reduction {
  /// Their sum over the sum of their weights: a number, of shape ().
  MEAN,
  /// Their sum: a number, of shape ().
  SUM,
  /// The terms themselves.
  NONE;

  /// Reduces terms to the loss's value.
  ///
  /// @param denominator what MEAN divides by
  /// @param shape the shape of the terms
  Tensor reduce(Tape tape, float[] terms, int count, float denominator, int... shape) {
    if (this == NONE) {
      Tensor y = tape.unwritten(shape);
      System.arraycopy(terms, 0, y.storage().values, 0, count);
      return y;
    }
    Kernels k = tape.workers().kernels();
    float sum = k.sum(count, terms, 0);
    Tensor y = tape.unwritten();
    y.storage().values[0] = this == MEAN ? sum / denominator : sum;
    return y;
  }

  /// The gradient of one term, given that of the loss's value.
  float share(float[] dy, int term, float denominator) {
    return switch (this) {
      case MEAN -> dy[0] / denominator;
      case SUM -> dy[0];
      case NONE -> dy[term];
    };
  }
}
