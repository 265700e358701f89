package dev.recur.cli;

import dev.recur.score.Bootstrap;
import dev.recur.score.ClassMetrics;
import java.util.List;

/// How well a network did on the texts that were held out, and how well simpler guesses do.
record Report(
    Screen screen,
    List<String> labels,
    ClassMetrics test,
    Bootstrap.Interval interval,
    RunParts.Baselines baselines) {

  void print() {
    comparison();
    ClassTables tables = new ClassTables(screen, labels, test);
    tables.classes();
    tables.confusions();
  }

  private void comparison() {
    screen.line("");
    screen.line("Test: %s, held out", Figures.count(test.rows(), "text"));
    screen.line("  majority class  %7s", Figures.percent(baselines.majority()));
    screen.line(
        "  naive Bayes     %7s  over words and pairs", Figures.percent(baselines.naiveBayes()));
    screen.line("  network         %7s  %s", Figures.percent(test.accuracy()), difference());
    screen.line("  95 %% interval   %s", Figures.range(interval));
    screen.line("  its macro-F1    %7s", Figures.percent(test.macroF1()));
  }

  private String difference() {
    double points = 100 * (test.accuracy() - baselines.naiveBayes());
    return Figures.text(
        "%.1f points %s naive Bayes", Math.abs(points), points < 0 ? "below" : "above");
  }
}
