package dev.recur.cli;

import dev.recur.score.ClassMetrics;
import dev.recur.task.Classifier;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The figures of the networks of a cross-validation; of a single network, nothing.
final class Folds {
  private final Screen screen;
  private final int count;
  private final List<Double> accuracies = new ArrayList<>();
  private final List<Double> macroF1s = new ArrayList<>();
  private final List<Double> naiveBayes = new ArrayList<>();

  Folds(Screen screen, int count) {
    this.screen = screen;
    this.count = count;
  }

  void begin(RunParts parts) {
    if (count > 1) {
      screen.line("");
      screen.line(
          "Fold %d of %d: %,d texts to train on, %,d held out for the test",
          accuracies.size() + 1, count, parts.train().size(), parts.test().size());
    }
  }

  void end(ClassMetrics test, RunParts.Baselines baselines) {
    accuracies.add(test.accuracy());
    macroF1s.add(test.macroF1());
    naiveBayes.add(baselines.naiveBayes());
    if (count > 1) {
      screen.line(
          "Fold %d of %d: accuracy %s, macro-F1 %s, naive Bayes %s",
          accuracies.size(),
          count,
          Figures.percent(test.accuracy()),
          Figures.percent(test.macroF1()),
          Figures.percent(baselines.naiveBayes()));
    }
  }

  /// The model with the mean figures in its metadata.
  Classifier noted(Classifier model) {
    if (count == 1) {
      return model;
    }
    return model
        .withMetric("folds.count", count)
        .withMetric("folds.accuracy", of(accuracies).getAverage())
        .withMetric("folds.accuracy.min", of(accuracies).getMin())
        .withMetric("folds.accuracy.max", of(accuracies).getMax())
        .withMetric("folds.macroF1", of(macroF1s).getAverage())
        .withMetric("folds.naiveBayes", of(naiveBayes).getAverage());
  }

  /// The figures of each fold, for machines; of a single network, nothing.
  Map<String, Object> object() {
    Map<String, Object> all = new LinkedHashMap<>();
    if (count > 1) {
      Map<String, Object> folds = new LinkedHashMap<>();
      folds.put("count", count);
      folds.put("meanAccuracy", of(accuracies).getAverage());
      folds.put("accuracy", accuracies);
      folds.put("macroF1", macroF1s);
      folds.put("naiveBayes", naiveBayes);
      all.put("folds", folds);
    }
    return all;
  }

  void print() {
    if (count == 1) {
      return;
    }
    screen.line("");
    screen.line("All %d folds           mean   lowest  highest", count);
    line("accuracy", accuracies);
    line("macro-F1", macroF1s);
    line("naive Bayes", naiveBayes);
    screen.paragraph(
        "",
        "Saved is the last fold's network, with its own figures above; train without --folds for"
            + " one that learns from more of the texts.");
  }

  private void line(String name, List<Double> figures) {
    DoubleSummaryStatistics all = of(figures);
    screen.line(
        "  %-15s  %7s  %7s  %7s",
        name,
        Figures.percent(all.getAverage()),
        Figures.percent(all.getMin()),
        Figures.percent(all.getMax()));
  }

  private static DoubleSummaryStatistics of(List<Double> figures) {
    return figures.stream().collect(Collectors.summarizingDouble(Double::doubleValue));
  }
}
