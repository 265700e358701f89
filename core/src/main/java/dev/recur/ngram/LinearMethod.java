package dev.recur.ngram;

/// How the weights of a linear model are learnt.
sealed interface LinearMethod permits LogisticRegression, ComplementBayes {
  /// Learns from some rows.
  ///
  /// @param which the numbers of the rows
  LinearWeights learn(LabelledRows rows, int[] which);
}
