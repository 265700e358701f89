package dev.recur.loss;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;

/// How the terms of a loss, one for each row or element, are combined into its value: PyTorch's
/// `reduction`.
///
/// {@snippet class="LossExamples" region="reduction"}
public enum Reduction {
  /// Their mean, of shape (): the sum divided by the number of terms, or by the sum of the weights
  /// of the target classes ([CrossEntropyLoss], [NLLLoss]).
  MEAN,
  /// Their sum, of shape ().
  SUM,
  /// The terms themselves.
  NONE;

  /// Reduces terms to the loss's value.
  ///
  /// @param denominator the divisor of MEAN
  /// @param shape the shape of the terms
  Tensor reduce(Tape tape, float[] terms, int count, float denominator, int... shape) {
    if (this == NONE) {
      Tensor y = tape.unwritten(shape);
      System.arraycopy(terms, 0, y.storage().values(), 0, count);
      return y;
    }
    Kernels k = tape.workers().kernels();
    float sum = k.sum(count, terms, 0);
    Tensor y = tape.unwritten();
    y.storage().values()[0] = this == MEAN ? sum / denominator : sum;
    return y;
  }

  /// The gradient of one term, given the gradient dy of the value.
  float share(float[] dy, int term, float denominator) {
    return switch (this) {
      case MEAN -> dy[0] / denominator;
      case SUM -> dy[0];
      case NONE -> dy[term];
    };
  }
}
