package dev.recur.nn;

import dev.recur.tensor.Parameter;
import org.jspecify.annotations.Nullable;

/// The sums over steps that a cell requests: the gradients of its recurrent parameters.
///
/// @param <F> a matrix with a row for each row of each step
interface StepSums<F> {
  /// The output before each step, (n, O).
  F hPrev();

  /// A saved block of each step, (n, H).
  F saved(int block);

  /// dW[from…to] += Σ dᵀ·x, where d are its to − from columns from `column` on
  void product(@Nullable Parameter weight, int from, int to, int column, F x);

  /// db[from…to] += Σ d, where d are its to − from columns from `column` on
  void bias(@Nullable Parameter bias, int from, int to, int column);
}
