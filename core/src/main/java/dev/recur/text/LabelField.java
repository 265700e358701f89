package dev.recur.text;

import dev.recur.reading.Blank;
import java.util.List;
import java.util.Optional;

/// The recipe for a column of labels: each cell is one class. Labels are stripped of white space
/// and normalised to Unicode NFC, so that an accidental space, or an accent that can be encoded in
/// two ways, does not create another class.
///
/// {@snippet class="TextExamples" region="labels"}
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

  /// The label in a cell.
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

  /// Numbers the labels of `data` in order of decreasing frequency; equal frequencies are ordered
  /// by code point.
  public FittedLabels buildVocab(TokenSource data) {
    return new FittedLabels(
        this, Vocab.of(data.tokenCounts(this), Vocab.UNLIMITED, 1, List.of(), Optional.empty()));
  }

  /// Restores the labels of a model file, given in the order of their numbers. Labels of older
  /// models may have white space at their ends, or not be normalised; then cells are not changed,
  /// either.
  public FittedLabels withLabels(List<String> labels) {
    boolean older = labels.stream().anyMatch(label -> !label(label).equals(label));
    LabelField recipe = older ? new LabelField(true) : this;
    return new FittedLabels(recipe, FittedLabels.vocabOf(labels));
  }
}
