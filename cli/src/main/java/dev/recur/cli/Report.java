package dev.recur.cli;

import dev.recur.task.Classifier;
import dev.recur.train.ClassMetrics;
import java.util.List;

/// How well a network did on the texts that were held out, and how well simpler guesses do.
record Report(Screen screen, Classifier model, ClassMetrics test, Parts.Baselines baselines) {
  private static final int MOST_CLASSES = 40;
  private static final int MOST_CONFUSIONS = 5;
  private static final int LONGEST_LABEL = 24;

  void print() {
    comparison();
    classes();
    confusions();
  }

  private void comparison() {
    screen.line("");
    screen.line("Test: %,d texts that were held out", test.rows());
    screen.line("  majority class  %7s", Figures.percent(baselines.majority()));
    screen.line(
        "  naive Bayes     %7s  over words and pairs", Figures.percent(baselines.naiveBayes()));
    screen.line("  network         %7s  %s", Figures.percent(test.accuracy()), difference());
    screen.line("  its macro-F1    %7s", Figures.percent(test.macroF1()));
  }

  private String difference() {
    double points = 100 * (test.accuracy() - baselines.naiveBayes());
    return Figures.text(
        "%.1f points %s naive Bayes", Math.abs(points), points < 0 ? "below" : "above");
  }

  private void classes() {
    List<String> labels = model.labels();
    int shown = Math.min(labels.size(), MOST_CLASSES);
    int width = labels.subList(0, shown).stream().mapToInt(String::length).max().orElse(0);
    String format = "  %-" + Math.clamp(width, 5, LONGEST_LABEL) + "s  %9s  %7s  %7s  %6s";
    screen.line("");
    screen.line(format, "label", "precision", "recall", "F1", "texts");
    for (int c = 0; c < shown; c++) {
      screen.line(
          format,
          Screen.shortened(labels.get(c), LONGEST_LABEL),
          Figures.percent(test.precision(c)),
          Figures.percent(test.recall(c)),
          Figures.percent(test.f1(c)),
          Figures.count(test.support(c)));
    }
    if (shown < labels.size()) {
      screen.line("  and %,d rarer labels", labels.size() - shown);
    }
  }

  private void confusions() {
    List<ClassMetrics.Confusion> worst = test.worst(MOST_CONFUSIONS);
    if (worst.isEmpty()) {
      return;
    }
    screen.line("");
    screen.line("Worst confusions");
    for (ClassMetrics.Confusion confusion : worst) {
      screen.line(
          "  %s was taken for %s in %,d of %,d texts.",
          label(confusion.actual()),
          label(confusion.predicted()),
          confusion.count(),
          test.support(confusion.actual()));
    }
  }

  private String label(int c) {
    return "\"" + Screen.shortened(model.labels().get(c), LONGEST_LABEL) + "\"";
  }
}
