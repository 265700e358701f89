package dev.recur.task.classify;

/// The figure of the validation rows that decides which epoch of a training is the best.
public enum Monitor {
  /// The mean loss.
  LOSS,
  /// The share of right answers.
  ACCURACY,
  /// The mean F1 of the classes, the rare ones counting as much as the frequent.
  MACRO_F1,
  /// The area under the curve of precision over recall, which no threshold plays a part in.
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
      case MACRO_F1 -> "macro-F1 of the validation texts is highest";
      case PR_AUC -> "PR-AUC of the validation texts is highest";
    };
  }
}
