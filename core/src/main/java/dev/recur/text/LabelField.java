package dev.recur.text;

import java.util.List;
import java.util.Optional;

/// The recipe of a column of labels: each cell is one class, exactly as it is written.
public final class LabelField implements Recipe {

  /// A column of labels.
  public LabelField() {}

  @Override
  public boolean isTarget() {
    return true;
  }

  @Override
  public List<String> preprocess(String cell) {
    if (cell.isEmpty()) {
      throw new IllegalArgumentException("the label is empty");
    }
    return List.of(cell);
  }

  /// Numbers the labels of `data` by falling frequency, equal frequencies by code point.
  public FittedLabels buildVocab(TokenSource data) {
    return new FittedLabels(
        this, Vocab.of(data.tokenCounts(this), Vocab.UNLIMITED, 1, List.of(), Optional.empty()));
  }

  /// The labels of a model file, by number.
  public FittedLabels withLabels(List<String> labels) {
    return new FittedLabels(this, FittedLabels.vocabOf(labels));
  }
}
