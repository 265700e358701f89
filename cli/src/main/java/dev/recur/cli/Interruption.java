package dev.recur.cli;

import dev.recur.reading.Shown;
import dev.recur.run.Checkpoints;
import dev.recur.run.RunEvent;
import dev.recur.run.RunFiles;
import dev.recur.train.Policy;
import dev.recur.train.Progress;
import dev.recur.train.TrainingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Handles Ctrl-C in a training run. Before the first epoch has ended there is nothing to keep, and
/// the run releases its name. After that, training stops, and the run continues with the test and
/// the report, with the weights of the best epoch so far.
///
/// Either way the run is saved first, and can go on from there. A second Ctrl-C ends the program at
/// once. Only the training of the network that is kept is stopped.
final class Interruption implements Policy, Consumer<RunEvent>, AutoCloseable {
  private static final int LONGEST = 120; // seconds for the baselines, the test and the file
  private static final int REPORT = 2; // seconds to print the report of a saved model
  private static final int ENDED = 130; // the exit code of a program that Ctrl-C has ended
  private static final int BATCH = 60; // seconds for a batch or a validation, and a checkpoint

  private final RunFiles files;
  private final Screen screen;
  private final Thread hook = new Thread(this::interrupted);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Checkpoints checkpoints;
  private final String otherwise;
  private final int network; // the one that is kept
  private volatile boolean last; // whether that one is being trained
  private volatile boolean asked;
  private volatile boolean learnt; // for a whole epoch
  private volatile boolean saved;

  /// @param network the number of the network that is kept
  /// @param otherwise the command that goes on without a checkpoint; may be empty
  Interruption(
      RunFiles files, Screen screen, int network, Checkpoints checkpoints, String otherwise) {
    this.otherwise = otherwise;
    this.files = files;
    this.screen = screen;
    this.network = network;
    this.checkpoints = checkpoints;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void accept(RunEvent event) {
    if (event instanceof RunEvent.FoldBegan fold) {
      last = fold.fold() == network;
    } else if (event instanceof RunEvent.InTraining(int _, TrainingEvent.EpochEnded _)) {
      learnt = last;
    }
  }

  @Override
  public Verdict batchEnded(Progress now) {
    return asked && learnt ? Verdict.STOP : Verdict.GO_ON;
  }

  private void interrupted() {
    if (saved) {
      hasEnded(REPORT);
      return;
    }
    SecondSignal.handle(this::endAtOnce);
    Optional<Path> checkpoint = checkpoints.ask(Duration.ofSeconds(BATCH));
    asked = true;
    if (learnt) {
      report("interrupted; the best network so far is now tested and saved" + goesOn(checkpoint));
      if (hasEnded(LONGEST) && saved) {
        return;
      }
    }
    endWithoutModel();
  }

  private void endAtOnce() {
    if (!saved) {
      endWithoutModel();
    }
    Runtime.getRuntime().halt(ENDED);
  }

  private void endWithoutModel() {
    Optional<Path> checkpoint = checkpoints.newest();
    if (checkpoint.isEmpty()) { // otherwise the run goes on under its name
      files.giveUpQuietly();
    }
    report(
        "interrupted; "
            + (Files.exists(files.model()) ? files.model() + " is unchanged" : "no model was saved")
            + goesOn(checkpoint));
  }

  private String goesOn(Optional<Path> checkpoint) {
    return checkpoint
        .map(
            file ->
                "; '%s train --resume %s' goes on with the run"
                    .formatted(screen.program(), ShellWords.of(file.toString())))
        .orElse(otherwise.isEmpty() ? "" : "; '%s' goes on".formatted(otherwise));
  }

  private boolean hasEnded(int seconds) {
    try {
      return ended.await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void report(String sentence) {
    screen.err().println((screen.live() ? "\n" : "") + Shown.line("recur: " + sentence));
    screen.err().flush();
  }

  /// The model is saved: from now on the program can end as soon as it has printed its report.
  void saved() {
    saved = true;
  }

  /// The run failed: unless the model or a checkpoint is saved, its name is released.
  void giveUp() throws IOException {
    Optional<Path> checkpoint = checkpoints.newest();
    if (!saved && checkpoint.isPresent()) {
      report("the run failed" + goesOn(checkpoint) + " from its last checkpoint");
    } else if (!saved) {
      files.giveUp();
    }
  }

  private void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is ending already.
    }
  }

  /// The run has printed everything.
  @Override
  public void close() {
    ended.countDown();
    forget();
  }
}
