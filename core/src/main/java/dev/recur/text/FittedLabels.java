package dev.recur.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The known labels, each with its number. A label that is not known is an error and never becomes
/// a new class, except by [#widenedBy] and [#continuedBy].
///
/// {@snippet class="TextExamples" region="labels"}
public final class FittedLabels implements Fitted {
  private static final int NAMED = 20;

  private final LabelField recipe;
  private final Vocab vocab;

  FittedLabels(LabelField recipe, Vocab vocab) {
    this.recipe = recipe;
    this.vocab = vocab;
  }

  static Vocab vocabOf(List<String> labels) {
    if (List.copyOf(labels).stream().distinct().count() < labels.size()) {
      throw new IllegalArgumentException("a label occurs twice among " + labels);
    }
    return Vocab.of(Map.of(), Vocab.UNLIMITED, 1, labels, Optional.empty());
  }

  @Override
  public LabelField recipe() {
    return recipe;
  }

  /// How many labels there are.
  public int size() {
    return vocab.size();
  }

  /// The labels, by number.
  public List<String> labels() {
    return vocab.tokens();
  }

  /// The label with number `index`.
  public String label(int index) {
    return vocab.token(index);
  }

  /// How often a label occurred when labels were counted; 0 for labels from
  /// [LabelField#withLabels], and for those that the counted data lacks.
  public long count(int index) {
    return vocab.count(index);
  }

  /// These labels, followed by those of `data` that are not known, most frequent first, so that
  /// rows with unknown labels can be scored. If there are any, all counts of the result are 0.
  public FittedLabels widenedBy(TokenSource data) {
    List<String> all = new ArrayList<>(labels());
    recipe.buildVocab(data).labels().stream().filter(l -> !vocab.contains(l)).forEach(all::add);
    return all.size() == size() ? this : recipe.withLabels(all);
  }

  /// These labels with their numbers, followed by those of `data` that are not known, most frequent
  /// first. The counts are those in `data`, 0 for a label that it lacks.
  public FittedLabels continuedBy(TokenSource data) {
    return new FittedLabels(
        recipe, Vocab.of(data.tokenCounts(recipe), Vocab.UNLIMITED, 1, labels(), Optional.empty()));
  }

  /// The number of the label in a cell.
  ///
  /// @throws IllegalArgumentException if the label is not known
  public int index(String cell) {
    String label = recipe.label(cell);
    if (!vocab.contains(label)) {
      List<String> labels = labels();
      throw new IllegalArgumentException(
          "the label \"%s\" is not among the %s known ones: %s%s"
              .formatted(
                  label,
                  size(),
                  String.join(", ", labels.subList(0, Math.min(NAMED, size()))),
                  size() > NAMED ? ", …" : ""));
    }
    return vocab.index(label);
  }
}
