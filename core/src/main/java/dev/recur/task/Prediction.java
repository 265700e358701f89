package dev.recur.task;

import java.util.List;

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
public record Prediction(List<Label> labels, boolean unsure, boolean empty) {
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
}
