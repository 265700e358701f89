package dev.recur.bench.quality;

import dev.recur.task.classify.LabelBaseline;
import java.util.List;

/// The methods that the model is compared with. **A new one is a line here.**
final class Baselines {
  /// The name of the model among the methods.
  static final Method MODEL = new Method("model", "model");

  /// The name of naive Bayes among the methods.
  static final Method NAIVE_BAYES = new Method("naiveBayes", "naive Bayes");

  /// The name of the linear model among the methods.
  static final Method LINEAR = new Method("linear", "linear");

  /// All methods in the order of the table, the model first.
  static final List<Method> METHODS = List.of(MODEL, NAIVE_BAYES, LINEAR);

  /// How each baseline is trained.
  static final List<Trained> ALL =
      List.of(
          new Trained(NAIVE_BAYES, LabelBaseline::naiveBayes)); // LINEAR: not yet in the library

  private Baselines() {}

  /// A method's name in files and its title for people.
  ///
  /// @param name the name
  /// @param title the title
  record Method(String name, String title) {}

  /// A baseline and how it is trained, on the tokens of all rows of a draw and their labels.
  ///
  /// @param method its names
  /// @param trainer trains it
  record Trained(Method method, Trainer trainer) {}

  /// Trains a baseline.
  interface Trainer {
    /// Trains it on the tokens of texts and their labels.
    LabelBaseline train(List<List<String>> texts, List<String> labels);
  }
}
