package dev.recur.cli;

import dev.recur.run.RunFiles;
import dev.recur.train.TrainingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The figures of a run as they come: a file with a line of JSON for each epoch and one for the
/// end, so that another program can watch.
final class MetricsFile implements Consumer<TrainingEvent> {
  private final Path file;
  private final List<TrainingEvent.EpochEnded> epochs = new ArrayList<>();
  private TrainingEvent.Finished finished = new TrainingEvent.Finished(0, 0, 0, false);

  /// Begins the file anew.
  MetricsFile(Path file) throws IOException {
    this.file = Files.write(file, new byte[0]);
  }

  @Override
  public void accept(TrainingEvent event) {
    if (event instanceof TrainingEvent.EpochEnded epoch) {
      epochs.add(epoch);
      write(line(epoch));
    } else if (event instanceof TrainingEvent.Finished end) {
      finished = end;
    }
  }

  /// All epochs so far.
  List<TrainingEvent.EpochEnded> epochs() {
    return epochs;
  }

  /// How training ended.
  TrainingEvent.Finished finished() {
    return finished;
  }

  private static Map<String, Object> line(TrainingEvent.EpochEnded epoch) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("event", "epoch");
    line.put("epoch", epoch.epoch());
    line.put("trainLoss", epoch.trainLoss());
    line.put("trainAccuracy", epoch.trainAccuracy());
    line.put("valid", epoch.figures());
    line.put("best", epoch.best());
    line.put("tokens", epoch.tokens());
    line.put("seconds", epoch.seconds());
    line.put("secondsWaiting", epoch.secondsWaiting());
    return line;
  }

  /// Writes a line and lets it be seen at once.
  void write(Map<String, ?> line) {
    try {
      Files.writeString(file, Json.line(line) + "\n", StandardOpenOption.APPEND); // UTF-8
    } catch (IOException e) {
      throw new UncheckedIOException(RunFiles.cannotBeWritten(file, e));
    }
  }
}
