package dev.recur.cli;

import dev.recur.run.RunEvent;
import dev.recur.run.Shown;
import java.util.Optional;
import java.util.function.Consumer;

/// Prints what happens while data is read: a line on standard error for whatever the user should
/// know, and what is being done once it takes a while.
final class RunScreen implements Consumer<RunEvent>, AutoCloseable {
  private final Screen screen;
  private Optional<Phase> phase = Optional.empty();

  RunScreen(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void accept(RunEvent event) {
    close();
    switch (event) {
      case RunEvent.Doing doing -> phase = Optional.of(screen.phase(doing.what()));
      case RunEvent.Told told -> print(told.sentence().flags());
      case RunEvent.Guessed guessed ->
          print(guessed.data() + ": guessed " + String.join(" ", guessed.arguments()));
      case RunEvent.Training _ -> {} // TrainingScreen
    }
  }

  private void print(String sentence) {
    screen.err().println(Shown.line(sentence));
    screen.err().flush();
  }

  /// Ends what is being done.
  @Override
  public void close() {
    phase.ifPresent(Phase::close);
    phase = Optional.empty();
  }
}
