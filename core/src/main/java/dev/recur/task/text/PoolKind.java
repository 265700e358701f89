package dev.recur.task.text;

/// How the outputs of all steps become one vector: the values of the setting `pool`.
///
/// {@snippet class="TaskTextExamples" region="network"}
public enum PoolKind {
  /// The last real step of each direction.
  LAST,
  /// The mean over the real steps.
  MEAN,
  /// The largest value of each unit over the real steps.
  MAX,
  /// A weighted mean whose weights are learnt.
  ATTENTION
}
