package dev.recur.task.text;

/// What turns the outputs of all steps into one vector, as `--pool` names it.
public enum PoolKind {
  /// The last real step of each direction.
  LAST,
  /// The mean over the real steps.
  MEAN,
  /// The largest value of each unit over the real steps.
  MAX,
  /// A mean whose weights are learnt.
  ATTENTION
}
