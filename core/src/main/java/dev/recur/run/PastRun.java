package dev.recur.run;

import dev.recur.reading.JsonLine;
import dev.recur.score.Figure;
import dev.recur.train.TrainingEvent.Ended;
import dev.recur.train.TrainingEvent.EpochEnded;
import dev.recur.train.TrainingEvent.Updates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The epochs and the end of a training that is over, as a [RunLog] kept them.
///
/// @param epochs the epochs of the network
/// @param end how its training ended
/// @param folds the figures of the networks before it, in a cross-validation
record PastRun(List<EpochEnded> epochs, Ended end, FoldFigures folds) {

  /// Reads the file of a log.
  ///
  /// @param file to read
  /// @param figures figures of the network by name, which say how the numbers are written
  /// @throws IllegalArgumentException if it is not the log of a run that has ended
  static PastRun read(Path file, SequencedMap<String, Figure> figures) throws IOException {
    List<EpochEnded> epochs = new ArrayList<>();
    int number = 0;
    for (String text : Files.readAllLines(file)) {
      number++;
      try {
        JsonLine line = JsonLine.of(text);
        if (line.word("event").equals("end")) {
          return new PastRun(epochs, end(line), FoldFigures.before(line));
        }
        epochs.add(epoch(line, figures));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s, line %s: %s (is it the file of figures of this model?)"
                .formatted(file, number, e.getMessage()),
            e);
      }
    }
    throw new IllegalArgumentException(
        "%s: expected the figures of a run that has ended, got %s epochs without an end"
            .formatted(file, epochs.size()));
  }

  private static Ended end(JsonLine line) {
    return new Ended(
        line.count("epochs"),
        line.count("bestEpoch"),
        line.number("seconds"),
        false,
        line.has("kept") ? line.word("kept") : "its weights were the best");
  }

  private static EpochEnded epoch(JsonLine line, SequencedMap<String, Figure> figures) {
    SequencedMap<String, Figure> valid = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : line.object("valid").values().entrySet()) {
      Figure figure = figures.get(entry.getKey());
      if (figure != null && entry.getValue() instanceof Double value) {
        valid.put(entry.getKey(), figure.with(value));
      }
    }
    String headline =
        valid.keySet().stream()
            .filter(name -> line.has(RunLog.train(name)) && !name.equals("loss"))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("expected a figure of the training"));
    return new EpochEnded(
        line.count("epoch"),
        line.number("trainLoss"),
        line.number(RunLog.train(headline)),
        headline,
        valid,
        line.number("seconds"),
        line.number("secondsWaiting"),
        (long) line.number("tokens"),
        number(line, "paddingShare"),
        new Updates(
            number(line, "learningRate"), number(line, "gradientNorm"), number(line, "updateNorm")),
        line.values().get("best") instanceof Boolean best && best,
        line.has("back"));
  }

  /// A number that logs of older versions do not have.
  private static double number(JsonLine line, String name) {
    return line.has(name) ? line.number(name) : Double.NaN;
  }
}
