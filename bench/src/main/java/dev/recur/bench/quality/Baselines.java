package dev.recur.bench.quality;

import dev.recur.ngram.CrossFit;
import dev.recur.ngram.NGramModel;
import dev.recur.ngram.NGramRows;
import dev.recur.task.classify.LabelBaseline;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import java.util.List;
import java.util.function.UnaryOperator;

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
          new Trained(NAIVE_BAYES, Baselines::naiveBayes), new Trained(LINEAR, Baselines::linear));

  private Baselines() {}

  /// A method's name in files and its title for people.
  ///
  /// @param name the name
  /// @param title the title
  record Method(String name, String title) {}

  /// A baseline and how it is trained.
  ///
  /// @param method its names
  /// @param trainer trains it
  record Trained(Method method, Trainer trainer) {}

  /// Trains a baseline.
  interface Trainer {
    /// Trains it on all rows of a draw.
    ///
    /// @param field how the model's network reads texts
    /// @return what predicts the label of a text
    UnaryOperator<String> train(List<Example> rows, Field field);
  }

  /// Multinomial naive Bayes over words and pairs of words, with the tokens of the network.
  private static UnaryOperator<String> naiveBayes(List<Example> rows, Field field) {
    LabelBaseline trained =
        LabelBaseline.naiveBayes(
            rows.stream().map(row -> field.preprocess(row.text())).toList(),
            rows.stream().map(Example::label).toList());
    return text -> trained.predict(field.preprocess(text));
  }

  /// Logistic regression over words, pairs of words and character n-grams, weighted by tf-idf.
  private static UnaryOperator<String> linear(List<Example> rows, Field field) {
    List<String> labels = rows.stream().map(Example::label).distinct().sorted().toList();
    Workers workers = Workers.single();
    NGramRows vectors =
        NGramRows.of(rows.stream().map(Example::text).toList(), true, true, labels.size(), workers);
    int[] classes = rows.stream().mapToInt(row -> labels.indexOf(row.label())).toArray();
    NGramModel trained = CrossFit.regression(vectors, classes, labels.size(), Seed.of(1), workers);
    return text -> labels.get(trained.classOf(text));
  }
}
