package dev.recur.task;

/// The optimiser that updates the weights: the values of the setting `optimizer`.
///
/// {@snippet class="TaskExamples" region="fit"}
public enum OptimizerKind {
  /// Stochastic gradient descent.
  SGD,
  /// Adam, with weight decay added to the gradient.
  ADAM,
  /// Adam with decoupled weight decay, apart from the gradient.
  ADAMW,
  /// RMSprop.
  RMSPROP,
  /// Adagrad.
  ADAGRAD,
  /// Adadelta.
  ADADELTA
}
