package dev.recur.task;

/// Which optimiser takes the steps, as `--optimizer` names it.
public enum OptimizerKind {
  /// Stochastic gradient descent.
  SGD,
  /// Adam, weight decay added to the gradient.
  ADAM,
  /// Adam, weight decay apart from the gradient.
  ADAMW,
  /// RMSprop.
  RMSPROP,
  /// Adagrad.
  ADAGRAD,
  /// Adadelta.
  ADADELTA
}
