package dev.recur.run;

import dev.recur.reading.Json;
import dev.recur.train.TrainingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// A listener that writes the figures of a run as they arrive: a line of JSON for each epoch of one
/// network, so that another program can follow the run.
///
/// {@snippet class="RunExamples" region="log"}
public final class RunLog implements Consumer<RunEvent> {
  private final Path file;
  private final int network;

  /// Creates the file, or empties it.
  ///
  /// @param file to write to
  /// @param network the number of the network whose epochs are written, from 1
  /// @throws IOException if it cannot be written
  public RunLog(Path file, int network) throws IOException {
    this.file = Files.write(file, new byte[0]);
    this.network = network;
  }

  @Override
  public void accept(RunEvent event) {
    if (event instanceof RunEvent.InTraining(int fold, TrainingEvent.EpochEnded epoch)
        && fold == network) {
      write(line(epoch));
    }
  }

  /// The key of a figure of the training rows, such as `trainAccuracy`.
  static String train(String figure) {
    return "train" + figure.substring(0, 1).toUpperCase(Locale.ROOT) + figure.substring(1);
  }

  private static Map<String, Object> line(TrainingEvent.EpochEnded epoch) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("event", "epoch");
    line.put("epoch", epoch.epoch());
    line.put("trainLoss", epoch.trainLoss());
    line.put(train(epoch.headline()), epoch.trainHeadline());
    line.put("valid", Report.values(epoch.valid()));
    line.put("best", epoch.best());
    if (epoch.back()) {
      line.put("back", true);
    }
    line.put("learningRate", epoch.updates().learningRate());
    line.put("gradientNorm", epoch.updates().gradientNorm());
    line.put("updateNorm", epoch.updates().updateNorm());
    line.put("paddingShare", epoch.paddingShare());
    line.put("tokens", epoch.tokens());
    line.put("seconds", epoch.seconds());
    line.put("secondsWaiting", epoch.secondsWaiting());
    return line;
  }

  /// Appends a line of JSON, which readers of the file see at once.
  ///
  /// @throws UncheckedIOException if it cannot be written
  public void write(Map<String, ?> line) {
    try {
      Files.writeString(file, Json.line(line) + "\n", StandardOpenOption.APPEND); // UTF-8
    } catch (IOException e) {
      throw new UncheckedIOException(RunFiles.cannotBeWritten(file, e));
    }
  }
}
