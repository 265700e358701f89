package dev.recur.task.classify;

import dev.recur.settings.Settings;
import dev.recur.task.Answer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// What a classifier answers: every label with its probability, the answer first.
///
/// The answer is the likeliest label, but where a model of two labels has a threshold that its
/// validation data asked for: then the rarer label is the answer from that probability on. The
/// probabilities are those of the network in either case.
///
/// @param labels all labels, the answer first, then by falling probability; they sum to 1
/// @param unsure whether the answer's probability is below the confidence that was asked for: the
///   classifier would rather not answer
/// @param empty whether the text had no token, so that the labels' shares in training are all there
///   is to say
public record Prediction(List<Label> labels, boolean unsure, boolean empty) implements Answer {
  static final List<String> CELLS = List.of("label", "probability", "flag");
  private static final int DIGITS = 6;

  /// Keeps a copy of the list.
  public Prediction {
    labels = labels instanceof RankedLabels ? labels : List.copyOf(labels); // it cannot change
  }

  /// A label and how likely it is.
  ///
  /// @param name the label as the training data has it
  /// @param probability between 0 and 1
  public record Label(String name, double probability) {}

  /// The answer.
  public String label() {
    return labels.getFirst().name();
  }

  /// How likely the answer is.
  public double probability() {
    return labels.getFirst().probability();
  }

  /// The answer's `label`, its `probability` and a `flag`: `empty`, `unsure` or nothing.
  @Override
  public SequencedMap<String, Object> cells() {
    SequencedMap<String, Object> cells = new LinkedHashMap<>();
    cells.put("label", label());
    cells.put(
        "probability", BigDecimal.valueOf(probability()).setScale(DIGITS, RoundingMode.HALF_EVEN));
    cells.put("flag", empty ? "empty" : unsure ? "unsure" : "");
    return cells;
  }

  /// Such as `animal 97.1 %, person 1.2 %, food 0.4 %`, with `(unsure)` or `(empty text)` before it
  /// where that is so.
  @Override
  public String line(int top) {
    String doubt = (empty ? "(empty text) " : "") + (unsure ? "(unsure) " : "");
    return labels.stream()
        .limit(top)
        .map(label -> label.name() + " " + Settings.percent(label.probability()))
        .collect(Collectors.joining(", ", doubt, ""));
  }
}
