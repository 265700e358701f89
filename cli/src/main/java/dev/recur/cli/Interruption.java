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

/// What becomes of a training run that Ctrl-C ends. Before a first epoch has ended there is nothing
/// to keep: the run gives its name back. Later the training stops where it is, and the run goes on
/// to its usual end with the weights of the best epoch so far.
///
/// It decides for the training whose network is kept, and for no other.
final class Interruption implements Policy, Consumer<RunEvent>, AutoCloseable {
  private static final int LONGEST = 120; // seconds for the baselines, the test and the file
  private static final int REPORT = 2; // seconds to print the report of a saved model

  private final RunFiles files;
  private final Screen screen;
  private final Thread hook = new Thread(this::interrupted);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final int network; // the one that is kept
  private volatile boolean last; // it is that one that is trained
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
      tell("interrupted; what was learnt so far is tested and saved");
      if (hasEnded(LONGEST) && saved) {
        return;
      }
    }
    files.giveUpQuietly();
    tell(
        "interrupted; "
            + (Files.exists(files.model())
                ? files.model() + " is as it was"
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

  private void tell(String sentence) {
    screen.err().println((screen.live() ? "\n" : "") + Shown.line("recur: " + sentence));
    screen.err().flush();
  }

  /// The model is saved: from now on the program can be ended as soon as it has printed its report.
  void saved() {
    saved = true;
  }

  /// The run failed: where nothing is saved yet, it gives its name back.
  void giveUp() throws IOException {
    if (!saved) {
      files.giveUp();
    }
  }

  private void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is being ended.
    }
  }

  /// The run has told all that there is to tell.
  @Override
  public void close() {
    ended.countDown();
    forget();
  }
}
