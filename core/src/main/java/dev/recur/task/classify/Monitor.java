package dev.recur.task.classify;

/// The metric of the validation rows that decides which epoch of a training run is the best.
///
/// {@snippet class="ClassifyExamples" region="labels"}
public enum Monitor {
  /// The mean loss.
  LOSS,
  /// The fraction of correct answers.
  ACCURACY,
  /// The mean F1 of the classes, rare ones counting as much as frequent ones.
  MACRO_F1,
  /// The area under the precision-recall curve, which does not depend on a threshold.
  PR_AUC;

  /// The name of the figure in [dev.recur.score.ClassScores#figures()].
  String figure() {
    return switch (this) {
      case LOSS -> "loss";
      case ACCURACY -> "accuracy";
      case MACRO_F1 -> "macroF1";
      case PR_AUC -> "prAuc";
    };
  }

  /// When it is best, in words.
  String words() {
    return switch (this) {
      case LOSS -> "the validation loss is lowest";
      case ACCURACY -> "the validation accuracy is highest";
      case MACRO_F1 -> "the validation macro-F1 is highest";
      case PR_AUC -> "the validation PR-AUC is highest";
    };
  }
}
