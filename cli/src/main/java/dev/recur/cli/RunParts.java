package dev.recur.cli;

import dev.recur.data.Dataset;
import dev.recur.task.Baseline;
import dev.recur.task.Classifier;
import dev.recur.task.Parts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The rows of a network, and what is counted of them.
record RunParts(Parts parts) {
  Dataset train() {
    return parts.train();
  }

  Dataset valid() {
    return parts.valid();
  }

  Dataset test() {
    return parts.test();
  }

  /// The accuracies on the test of what a network has to beat.
  ///
  /// @param majority the most frequent label's
  /// @param naiveBayes that of naive Bayes over words and pairs of words
  record Baselines(double majority, double naiveBayes) {}

  /// The same parts, their texts cut into tokens as a classifier does it.
  RunParts readBy(Classifier classifier) {
    return new RunParts(
        new Parts(
            parts.all(),
            classifier.read(train()),
            classifier.read(valid()),
            classifier.read(test())));
  }

  /// Gives up the tokens that [#readBy] and training had cut.
  void forgetOtherRecipes() {
    List.of(train(), valid(), test()).forEach(Dataset::forgetOtherRecipes);
  }

  /// Both are fitted to the texts that the network learns from.
  Baselines baselines() {
    List<String> labels = labels(train());
    List<String> answers = labels(test());
    List<List<String>> texts = tokens(test());
    return new Baselines(
        Baseline.majority(labels).accuracy(texts, answers),
        Baseline.naiveBayes(tokens(train()), labels).accuracy(texts, answers));
  }

  /// How many texts of each of these labels are trained on.
  List<Integer> counts(List<String> labels) {
    Map<String, Long> counts =
        labels(train()).stream().collect(Collectors.groupingBy(l -> l, Collectors.counting()));
    return labels.stream().map(label -> counts.getOrDefault(label, 0L).intValue()).toList();
  }

  private static List<String> labels(Dataset data) {
    String column = data.columns().names().getLast();
    return IntStream.range(0, data.size()).mapToObj(i -> data.row(i).text(column)).toList();
  }

  private static List<List<String>> tokens(Dataset data) {
    String column = data.columns().names().getFirst();
    return IntStream.range(0, data.size()).mapToObj(i -> data.row(i).tokens(column)).toList();
  }

  @Override
  public String toString() {
    return Figures.text(
        "%,d texts with %,d labels: %,d to train on, %,d to choose the best epoch by, %,d held out"
            + " for the test",
        train().size() + valid().size() + test().size(),
        labels(train()).stream().distinct().count(),
        train().size(),
        valid().size(),
        test().size());
  }
}
