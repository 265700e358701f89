package dev.recur.task.classify;

import dev.recur.settings.Settings;
import dev.recur.task.Answer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// The answer of a classifier to one text: every label with its probability, the predicted one
/// first.
///
/// The answer is the most likely label, unless a model of two labels has a threshold that was
/// chosen on its validation texts: then the rarer label is the answer above that probability. The
/// probabilities are the same in either case.
///
/// {@snippet class="ClassifyExamples" region="prediction"}
///
/// @param labels all labels, the answer first, then by descending probability; their probabilities
///   sum to 1
/// @param unsure whether the answer's probability is below the required confidence
///   ([Classifier#minConfidence()])
/// @param empty whether the text has no tokens; then the probabilities are the label frequencies in
///   training, if the model knows them
public record Prediction(List<Label> labels, boolean unsure, boolean empty) implements Answer {
  static final List<String> CELLS = List.of("label", "probability", "flag");
  private static final int DIGITS = 6;

  /// Copies the list.
  public Prediction {
    labels = labels instanceof RankedLabels ? labels : List.copyOf(labels); // which never changes
  }

  /// A label and its probability.
  ///
  /// @param name the label as the training data has it
  /// @param probability between 0 and 1
  public record Label(String name, double probability) {}

  /// The predicted label.
  public String label() {
    return labels.getFirst().name();
  }

  /// The probability of the answer.
  public double probability() {
    return labels.getFirst().probability();
  }

  /// The answer's `label`, its `probability` with six decimals, and a `flag`: `empty`, `unsure` or
  /// nothing.
  @Override
  public SequencedMap<String, Object> cells() {
    SequencedMap<String, Object> cells = new LinkedHashMap<>();
    cells.put("label", label());
    cells.put(
        "probability", BigDecimal.valueOf(probability()).setScale(DIGITS, RoundingMode.HALF_EVEN));
    cells.put("flag", empty ? "empty" : unsure ? "unsure" : "");
    return cells;
  }

  /// The first labels, such as `animal 97.1 %, person 1.2 %, food 0.4 %`, after `(empty text)` and
  /// `(unsure)` if these apply.
  @Override
  public String line(int top) {
    String doubt = (empty ? "(empty text) " : "") + (unsure ? "(unsure) " : "");
    return labels.stream()
        .limit(top)
        .map(label -> label.name() + " " + Settings.percent(label.probability()))
        .collect(Collectors.joining(", ", doubt, ""));
  }
}
