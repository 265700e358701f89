package dev.recur.cli;

import dev.recur.check.Finding;
import dev.recur.reading.Shown;
import dev.recur.run.RunEvent;
import dev.recur.source.DataEvent;
import java.util.Optional;
import java.util.function.Consumer;

/// Prints a run while it is in progress: notes about the data on standard error, the epochs of each
/// network, and steps that take a while.
final class RunScreen implements Consumer<RunEvent>, AutoCloseable {
  private final Screen screen;
  private Optional<Phase> phase = Optional.empty();
  private TrainingScreen training;

  RunScreen(Screen screen) {
    this.screen = screen;
    this.training = new TrainingScreen(screen);
  }

  @Override
  public void accept(RunEvent event) {
    if (event instanceof RunEvent.InTraining(int _, var inTraining)) {
      training.accept(inTraining);
      return;
    }
    end();
    switch (event) {
      case RunEvent.Doing doing -> phase = Optional.of(screen.phase(doing.what()));
      case RunEvent.OfData(DataEvent.Reading reading) ->
          phase = Optional.of(screen.phase("reading " + reading.data()));
      case RunEvent.OfData(DataEvent.Found found) -> print(found.finding());
      case RunEvent.OfData(DataEvent.Detected detected) ->
          print(detected.data() + ": detected " + String.join(" ", detected.arguments()));
      case RunEvent.FoldBegan began -> begin(began);
      case RunEvent.FoldEnded ended -> end(ended);
      case RunEvent.Trained _ -> {} // TrainingRun handles it
      case RunEvent.InTraining _ -> {}
    }
  }

  private void begin(RunEvent.FoldBegan fold) {
    training = new TrainingScreen(screen);
    if (fold.folds() > 1) {
      screen.line("");
      screen.line(
          "Fold %d of %d: %s for training, %,d for testing",
          fold.fold(), fold.folds(), NumberText.count(fold.train(), fold.unit()), fold.test());
    }
  }

  private void end(RunEvent.FoldEnded fold) {
    if (fold.folds() > 1) {
      screen.line("Fold %d of %d: %s", fold.fold(), fold.folds(), fold.sentence());
    }
  }

  /// A listener for data that is read outside a run.
  Consumer<DataEvent> ofData() {
    return event -> accept(new RunEvent.OfData(event));
  }

  private void print(Finding finding) {
    if (finding.isWarning()) {
      print(finding.sentence().flags());
    }
  }

  private void print(String sentence) {
    screen.err().println(Shown.line(sentence));
    screen.err().flush();
  }

  @Override
  public void close() {
    end();
  }

  /// Ends the current step, so that something else can be printed.
  void end() {
    training.close();
    phase.ifPresent(Phase::close);
    phase = Optional.empty();
  }
}
