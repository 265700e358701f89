package dev.recur.cli;

import dev.recur.run.RunFiles;
import dev.recur.score.Bootstrap;
import dev.recur.score.ClassScores;
import dev.recur.task.Classifier;
import dev.recur.train.TrainingEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What came of a training run, for machines: the last line of its metrics, and what `--json`
/// prints.
record RunResult(
    RunFiles files,
    Classifier model,
    TrainingEvent.Finished finished,
    ClassScores test,
    Bootstrap intervals,
    RunParts.Baselines baselines,
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
    all.put("test", test.figures());
    all.put("intervals", intervals(intervals));
    all.put("majority", baselines.majority());
    all.put("naiveBayes", baselines.naiveBayes());
    all.putAll(folds.object());
    all.put("advice", advice.text());
    all.put("tryNext", advice.flags());
    return all;
  }

  /// 95 % intervals, each a list of two numbers, and how many resamples those of the areas have.
  static Map<String, Object> intervals(Bootstrap bootstrap) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("accuracy", pair(bootstrap.accuracy()));
    all.put("macroF1", pair(bootstrap.macroF1()));
    all.put("rocAuc", pair(bootstrap.rocAuc()));
    all.put("prAuc", pair(bootstrap.prAuc()));
    all.put("areaResamples", bootstrap.areaResamples());
    return all;
  }

  /// That the areas' intervals come from fewer resamples than the others.
  static String fewer(Bootstrap bootstrap) {
    return Figures.text(
        "The intervals of ROC-AUC and PR-AUC come from %d resamples instead of %,d, as there are so"
            + " many texts and labels.",
        bootstrap.areaResamples(), Bootstrap.RESAMPLES);
  }

  private static List<Double> pair(Bootstrap.Interval interval) {
    return List.of(interval.low(), interval.high());
  }
}
