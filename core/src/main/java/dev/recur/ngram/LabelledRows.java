package dev.recur.ngram;

/// Vectors of texts with their classes.
final class LabelledRows {
  final NGramRows rows;
  final int[] labels; // of each row
  final float[] weights; // of each class: how much its rows count

  LabelledRows(NGramRows rows, int[] labels, float[] weights) {
    this.rows = rows;
    this.labels = labels;
    this.weights = weights;
  }

  int classes() {
    return weights.length;
  }
}
