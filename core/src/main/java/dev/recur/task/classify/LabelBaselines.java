package dev.recur.task.classify;

import dev.recur.data.Dataset;
import dev.recur.data.TokenizedDataset;
import dev.recur.score.Figure;
import dev.recur.task.Baseline;
import dev.recur.task.Parts;
import dev.recur.tensor.Workers;
import java.util.AbstractList;
import java.util.List;
import java.util.stream.IntStream;

/// The baselines of a classifier, trained on the same texts, with the same tokens.
final class LabelBaselines {
  private LabelBaselines() {}

  static List<Baseline> of(Parts parts, Classifier model, Workers workers) {
    List<String> labels = labels(parts.train());
    List<String> answers = labels(parts.test());
    List<List<String>> texts = tokens(parts.test(), model, workers);
    List<List<String>> learnt = tokens(parts.train(), model, workers);
    double majority = LabelBaseline.majority(labels).accuracy(texts, answers);
    double bayes = LabelBaseline.naiveBayes(learnt, labels).accuracy(texts, answers);
    return List.of(
        new Baseline("majority", "majority class", "", Figure.share("accuracy", majority)),
        new Baseline(
            "naiveBayes",
            "naive Bayes",
            "over tokens and pairs of tokens",
            Figure.share("accuracy", bayes)));
  }

  private static List<String> labels(Dataset data) {
    String column = ClassifyJob.labelColumn(data);
    return IntStream.range(0, data.size()).mapToObj(i -> data.row(i).text(column)).toList();
  }

  private static List<List<String>> tokens(Dataset data, Classifier model, Workers workers) {
    String column = ClassifyJob.textColumn(data);
    TokenizedDataset cut = data.with(column, model.field().recipe()).tokenize(workers);
    return new AbstractList<>() {
      @Override
      public List<String> get(int i) {
        return cut.tokens(column, i);
      }

      @Override
      public int size() {
        return data.size();
      }
    };
  }
}
