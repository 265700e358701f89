package dev.recur.cli;

import dev.recur.score.Bootstrap;
import dev.recur.score.ClassScores;
import dev.recur.score.Interval;
import dev.recur.task.classify.Classifier;
import dev.recur.train.TrainingEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What came of a training run, for machines: the last line of its metrics, and what `--json`
/// prints.
record RunResult(
    RunFiles files,
    Classifier model,
    TrainingEvent.Finished finished,
    ClassScores test,
    Map<String, Interval> intervals,
    Parts.Baselines baselines,
    Folds folds,
    Advice advice) {

  Map<String, Object> object() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("event", "end");
    all.put("model", files.model().toString());
    all.put("arguments", files.arguments().toString());
    all.put("metrics", files.metrics().toString());
    all.put("labels", model.labels());
    all.put("weights", model.parameters());
    all.put("epochs", finished.epochs());
    all.put("bestEpoch", finished.bestEpoch());
    all.put("seconds", finished.seconds());
    all.put("rows", test.rows());
    all.put("test", Json.figures(test.figures()));
    all.put("intervals", intervals(intervals));
    all.put("majority", baselines.majority());
    all.put("naiveBayes", baselines.naiveBayes());
    all.putAll(folds.object());
    all.put("advice", advice.text());
    all.put("tryNext", advice.flags());
    return all;
  }

  /// 95 % intervals, each a list of two numbers, and how many resamples those of the areas have.
  static Map<String, Object> intervals(Map<String, Interval> at95) {
    Map<String, Object> all = new LinkedHashMap<>();
    at95.forEach((name, interval) -> all.put(name, List.of(interval.low(), interval.high())));
    all.put("areaResamples", areas(at95).resamples());
    return all;
  }

  /// That the areas' intervals come from fewer resamples than the others.
  static String fewer(Map<String, Interval> at95) {
    return Figures.text(
        "The intervals of ROC-AUC and PR-AUC come from %d resamples instead of %,d, as there are so"
            + " many texts and labels.",
        areas(at95).resamples(), Bootstrap.RESAMPLES);
  }

  static Interval areas(Map<String, Interval> at95) {
    return Objects.requireNonNull(at95.get("prAuc"));
  }
}
