package dev.recur.task;

/// Which optimiser updates the weights: the values of the setting `optimizer`.
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
