package dev.recur.task;

import java.util.List;

/// What a classifier answers: every label with its probability, the likeliest first.
///
/// @param labels all labels, probabilities falling and summing to 1
public record Prediction(List<Label> labels) {
  /// Keeps a copy of the list.
  public Prediction {
    labels = List.copyOf(labels);
  }

  /// A label and how likely it is.
  ///
  /// @param name the label as the training data has it
  /// @param probability between 0 and 1
  public record Label(String name, double probability) {}

  /// The likeliest label.
  public String label() {
    return labels.getFirst().name();
  }

  /// How likely the likeliest label is.
  public double probability() {
    return labels.getFirst().probability();
  }
}
