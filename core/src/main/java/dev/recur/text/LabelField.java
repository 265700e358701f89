package dev.recur.text;

import dev.recur.reading.Blank;
import java.util.List;
import java.util.Optional;

/// The recipe of a column of labels: each cell is one class. What makes a label is its text in
/// Unicode's normal form C without blanks at its ends, as texts are read; so a space that was typed
/// by accident, or an accent that is written in two ways, makes no other class.
public final class LabelField implements Recipe {
  private final boolean exact;

  /// A column of labels.
  public LabelField() {
    this(false);
  }

  private LabelField(boolean exact) {
    this.exact = exact;
  }

  @Override
  public boolean isTarget() {
    return true;
  }

  /// The label that a cell holds.
  public String label(String cell) {
    return exact ? cell : Composed.text(Blank.strip(cell));
  }

  @Override
  public List<String> preprocess(String cell) {
    String label = label(cell);
    if (label.isEmpty()) {
      throw new IllegalArgumentException("the label is empty");
    }
    return List.of(label);
  }

  /// Numbers the labels of `data` by falling frequency, equal frequencies by code point.
  public FittedLabels buildVocab(TokenSource data) {
    return new FittedLabels(
        this, Vocab.of(data.tokenCounts(this), Vocab.UNLIMITED, 1, List.of(), Optional.empty()));
  }

  /// The labels of a model file, by number. Older models have labels with blanks at their ends:
  /// then cells are taken as they are.
  public FittedLabels withLabels(List<String> labels) {
    boolean older = labels.stream().anyMatch(label -> !label(label).equals(label));
    LabelField recipe = older ? new LabelField(true) : this;
    return new FittedLabels(recipe, FittedLabels.vocabOf(labels));
  }
}
