package dev.recur.cli;

import dev.recur.run.Shown;
import dev.recur.task.Classifier;
import dev.recur.task.Prediction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What a model says about texts, in lines; and the shortest way to them.
final class Answers {
  static final int TOP = 3;

  private Answers() {}

  /// Answers `predict MODEL TEXT...` where no argument needs a parser: reading picocli's classes
  /// takes longer than all the rest of it.
  ///
  /// @return nothing where there is something to parse, or to complain about
  static List<String> ofPlain(String... args) {
    if (args.length < 3 || !args[0].equals("predict")) {
      return List.of();
    }
    for (String arg : args) {
      if (arg.isEmpty() || arg.startsWith("-")) {
        return List.of();
      }
    }
    try {
      Classifier classifier = Classifier.load(Path.of(args[1]));
      return lines(classifier.predict(Arrays.asList(args).subList(2, args.length)), TOP);
    } catch (IOException | RuntimeException e) {
      return List.of(); // the command tells it
    }
  }

  static List<String> lines(List<Prediction> predictions, int top) {
    return predictions.stream().map(prediction -> line(prediction, top)).toList();
  }

  /// Such as `animal 97.1 %, person 1.2 %, food 0.4 %`, with `(unsure)` or `(empty text)` before it
  /// where that is so.
  static String line(Prediction prediction, int top) {
    String doubt =
        (prediction.empty() ? "(empty text) " : "") + (prediction.unsure() ? "(unsure) " : "");
    return prediction.labels().stream()
        .limit(top)
        .map(label -> Shown.line(label.name()) + " " + Figures.percent(label.probability()))
        .collect(Collectors.joining(", ", doubt, ""));
  }
}
