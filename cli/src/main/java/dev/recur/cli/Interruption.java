package dev.recur.cli;

import dev.recur.reading.Shown;
import dev.recur.run.RunEvent;
import dev.recur.run.RunFiles;
import dev.recur.score.Scores;
import dev.recur.train.Policy;
import dev.recur.train.Progress;
import dev.recur.train.Trainable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Handles Ctrl-C in a training run. Before the first epoch has ended there is nothing to keep, and
/// the run releases its name. After that, training stops, and the run continues with the test and
/// the report, with the weights of the best epoch so far.
///
/// It stops only the training of the network that is kept.
final class Interruption implements Policy, Consumer<RunEvent>, AutoCloseable {
  private static final int LONGEST = 120; // seconds for the baselines, the test and the file
  private static final int REPORT = 2; // seconds to print the report of a saved model

  private final RunFiles files;
  private final Screen screen;
  private final Thread hook = new Thread(this::interrupted);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final int network; // the one that is kept
  private volatile boolean last; // whether that one is being trained
  private volatile boolean asked;
  private volatile boolean learnt; // for a whole epoch
  private volatile boolean saved;

  /// @param network the number of the network that is kept
  Interruption(RunFiles files, Screen screen, int network) {
    this.files = files;
    this.screen = screen;
    this.network = network;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void accept(RunEvent event) {
    if (event instanceof RunEvent.FoldBegan fold) {
      last = fold.fold() == network;
    }
  }

  @Override
  public Verdict batchEnded(Progress now) {
    return asked && learnt ? Verdict.STOP : Verdict.GO_ON;
  }

  @Override
  public Verdict epochEnded(Progress now, Scores validation, Trainable model) {
    learnt = last;
    return Verdict.GO_ON;
  }

  private void interrupted() {
    asked = true;
    if (saved) {
      hasEnded(REPORT);
      return;
    }
    if (learnt) {
      report("interrupted; the best network so far is now tested and saved");
      if (hasEnded(LONGEST) && saved) {
        return;
      }
    }
    files.giveUpQuietly();
    report(
        "interrupted; "
            + (Files.exists(files.model())
                ? files.model() + " is unchanged"
                : "no model was saved"));
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

  /// The run failed: unless the model is saved, its name is released.
  void giveUp() throws IOException {
    if (!saved) {
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
