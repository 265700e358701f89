package dev.recur.pages;

import dev.recur.run.Evaluation;
import dev.recur.run.RunPlan;
import dev.recur.run.Runs;
import dev.recur.score.Comparison;
import dev.recur.source.SourceSettings;
import dev.recur.source.Sources;
import dev.recur.task.Model;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// What the documentation of [EvaluationPage] and [ComparisonPage] shows.
final class EvaluationPageExample {
  private EvaluationPageExample() {}

  static Sources sources() {
    return Sources.of(Map.of("desks.csv", RunPageExample.table(120)));
  }

  static Model model(Map<String, String> words) throws IOException {
    RunPlan plan = RunPlan.of("classify", "desks.csv", words);
    return Runs.run(plan, sources(), List.of(), event -> {}).model();
  }

  static Evaluation evaluation(Model model) throws IOException {
    return Evaluation.of(
        model,
        "desks.csv",
        SourceSettings.auto(),
        Map.of(),
        sources(),
        Seed.of(1),
        Workers.single(),
        event -> {});
  }

  static String page(Evaluation evaluation) {
    // @start region="page"
    String html = new EvaluationPage("desks.recur", evaluation).html(); // or withoutTexts()
    // @end
    return html;
  }

  static String comparison(Evaluation before, Evaluation after) {
    // @start region="comparison"
    Comparison comparison =
        Comparison.of(before.scores(), after.scores(), Seed.of(1), Workers.single());
    String html =
        new ComparisonPage("before.recur", "after.recur", before, after, comparison, true).html();
    // @end
    return html;
  }
}
