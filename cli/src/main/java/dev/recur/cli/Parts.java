package dev.recur.cli;

import dev.recur.data.Dataset;
import dev.recur.task.classify.Baseline;
import dev.recur.task.classify.Classifier;
import dev.recur.tensor.Seed;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The data of a network, divided by seed: unless [DivisionOptions] say otherwise, 85 % to train
/// on, 5 % to choose the best epoch by, and a tenth held out for the test; each label in its
/// proportion in each.
///
/// @param train what the network learns from
/// @param valid what the best epoch is chosen by
/// @param test what neither saw
record Parts(Dataset train, Dataset valid, Dataset test) {

  /// The accuracies on the test of what a network has to beat.
  ///
  /// @param majority the most frequent label's
  /// @param naiveBayes that of naive Bayes over words and pairs of words
  record Baselines(double majority, double naiveBayes) {}

  static Parts of(Dataset all, Seed seed) {
    String label = all.columns().names().getLast();
    BigDecimal valid = new BigDecimal(DivisionOptions.VALID);
    BigDecimal test = new BigDecimal(DivisionOptions.TEST);
    double train = BigDecimal.ONE.subtract(valid).subtract(test).doubleValue();
    List<Dataset> parts =
        all.stratifiedSplit(seed, label, train, valid.doubleValue(), test.doubleValue());
    return new Parts(parts.get(0), parts.get(1), parts.get(2)).checked(all);
  }

  /// The same; an error where one of the parts has nothing of all the rows.
  Parts checked(Dataset all) {
    if (valid.size() == 0 || test.size() == 0) {
      throw new IllegalArgumentException(
          "%s: %d rows are too few to be divided: at least one label needs three, for training,"
                  .formatted(all.row(0).where().replaceFirst(", (line|row) \\d+$", ""), all.size())
              + " validation and test");
    }
    return this;
  }

  /// The same parts, their texts cut into tokens as a classifier does it.
  Parts readBy(Classifier classifier) {
    return new Parts(classifier.read(train), classifier.read(valid), classifier.read(test));
  }

  /// Gives up the tokens that [#readBy] and training had cut.
  void forgetOtherRecipes() {
    List.of(train, valid, test).forEach(Dataset::forgetOtherRecipes);
  }

  /// Both are fitted to the texts that the network learns from.
  Baselines baselines() {
    List<String> labels = labels(train);
    List<String> answers = labels(test);
    List<List<String>> texts = tokens(test);
    return new Baselines(
        Baseline.majority(labels).accuracy(texts, answers),
        Baseline.naiveBayes(tokens(train), labels).accuracy(texts, answers));
  }

  /// How many texts of each of these labels are trained on.
  List<Integer> counts(List<String> labels) {
    Map<String, Long> counts =
        labels(train).stream().collect(Collectors.groupingBy(l -> l, Collectors.counting()));
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
        train.size() + valid.size() + test.size(),
        labels(train).stream().distinct().count(),
        train.size(),
        valid.size(),
        test.size());
  }
}
