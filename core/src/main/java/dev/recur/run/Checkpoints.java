package dev.recur.run;

import dev.recur.file.ModelFile;
import dev.recur.train.Policy;
import dev.recur.train.Progress;
import dev.recur.train.Saved;
import dev.recur.train.State;
import dev.recur.train.Trainable;
import dev.recur.train.TrainingEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The policy that saves a run while it trains, so that a crash costs minutes and not hours:
/// [Checkpoint] and [Runs#resume] continue it to the same bits.
///
/// {@snippet class="RunExamples" region="checkpoints"}
///
/// A checkpoint is due after some time or some batches ([CheckpointSettings]), and when somebody
/// asks ([#ask]). The thread that trains only copies the state; another one writes the file while
/// training goes on. What cannot be written is reported, and training goes on without it.
public final class Checkpoints implements Policy, AutoCloseable {
  private final CheckpointSettings settings;
  private final Map<String, String> local;
  private final CheckpointFolder folder;
  private final CountDownLatch answered = new CountDownLatch(1);

  // Of the thread that trains.
  private @Nullable RunSoFar run;
  private @Nullable Saved training;
  private @Nullable Progress progress;
  private @Nullable Thread writer;
  private long began = System.nanoTime(); // the time since the last checkpoint
  private int batches; // since the last checkpoint
  private int bestEpoch;

  private volatile boolean trains;
  private volatile boolean asked;
  private volatile boolean interrupted;
  private volatile String failure = "";

  /// Checkpoints beside a model file that is yet to be written.
  ///
  /// @param model the name of the model file
  /// @param local words that the caller will need to continue, such as where the result goes
  /// @throws IOException if its folder cannot be read
  public Checkpoints(Path model, CheckpointSettings settings, Map<String, String> local)
      throws IOException {
    this(model, settings, local, UnaryOperator.identity());
  }

  /// @param disk the stream that is written through, so that a test can stop in its middle
  Checkpoints(
      Path model,
      CheckpointSettings settings,
      Map<String, String> local,
      UnaryOperator<OutputStream> disk)
      throws IOException {
    this.settings = settings;
    this.local = Map.copyOf(local);
    this.folder = new CheckpointFolder(model, disk);
  }

  /// The run goes on from a checkpoint.
  void goesOnFrom(Path file) {
    folder.goesOnFrom(file);
  }

  /// The training of a network begins.
  void begin(RunSoFar network) {
    run = network;
    bestEpoch = 0;
  }

  /// Hears which epochs are the best.
  void hear(TrainingEvent event) {
    if (event instanceof TrainingEvent.EpochEnded epoch && epoch.best()) {
      bestEpoch = epoch.epoch();
    }
  }

  @Override
  public void settled(Progress now, Saved trainer) {
    training = trainer;
    progress = now;
    trains = true;
    report();
    if (now.epochsDone() < now.epoch()) {
      batches++;
    }
    if (asked) {
      answer();
    } else if (isDue() && !isWriting()) {
      saveMeanwhile();
    }
  }

  private void answer() {
    try {
      saveNow();
    } finally { // a loss that only now turns out not to be finite ends training
      asked = false;
      answered.countDown();
    }
  }

  private boolean isDue() {
    return settings
        .time()
        .map(time -> System.nanoTime() - began >= time.toNanos())
        .orElse(batches >= settings.batches().orElse(Integer.MAX_VALUE));
  }

  private boolean isWriting() {
    return writer != null && writer.isAlive();
  }

  private void saveMeanwhile() {
    Optional<Runnable> writing = copied();
    writing.ifPresent(
        task -> writer = Thread.ofPlatform().daemon().name("recur-checkpoint").start(task));
  }

  private void saveNow() {
    join();
    copied().ifPresent(Runnable::run);
    report();
  }

  /// Copies the state, and returns what is left to do: to write it.
  private Optional<Runnable> copied() {
    began = System.nanoTime();
    batches = 0;
    RunSoFar what = run;
    Saved from = training;
    Progress now = progress;
    if (what == null || from == null || now == null) {
      return Optional.empty();
    }
    String best = bestEpoch == 0 ? "" : what.fold() + "." + bestEpoch;
    try {
      State state = new State();
      from.save(state.part(CheckpointFile.TRAINER));
      what.figures().save(state.part(CheckpointFile.FOLDS));
      return Optional.of(() -> write(what, now.epochs(), state, best));
    } catch (OutOfMemoryError e) {
      failure = "the memory is too small for a copy of the state";
      return Optional.empty();
    }
  }

  private void write(RunSoFar what, int epochs, State state, String best) {
    try {
      ModelFile content = CheckpointFile.of(what, epochs, local, state);
      folder.write(content, best);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      failure = String.valueOf(e.getMessage());
    }
  }

  /// Reports a failure of the thread that writes, in the thread that trains.
  private void report() {
    RunSoFar what = run;
    if (!failure.isEmpty() && what != null) {
      String sentence = "none was written, and training goes on: " + failure;
      failure = "";
      var noted = new TrainingEvent.Noted("checkpoint", sentence);
      what.listener().accept(new RunEvent.InTraining(what.fold(), noted));
    }
  }

  /// Asks for a checkpoint after the batch that is being trained on, from any thread, and waits for
  /// it. While nothing is trained, there is nothing to wait for.
  ///
  /// @param atMost the longest time to wait
  /// @return the newest checkpoint
  public Optional<Path> ask(Duration atMost) {
    if (trains && settings.wanted()) {
      interrupted = true;
      asked = true;
      try {
        if (!answered.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
          return newest();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return newest();
  }

  /// The newest checkpoint from which this run can go on.
  public Optional<Path> newest() {
    return folder.newest();
  }

  @Override
  public int finished(int epoch, Trainable model) {
    trains = false;
    RunSoFar what = run;
    if (asked) {
      answer();
    } else if (settings.keepCheckpoints() && settings.wanted() && what != null && what.isLast()) {
      saveNow(); // from which more epochs can follow
    }
    training = null; // a fold holds its memory only while it trains
    return epoch;
  }

  /// The model is saved: removes the checkpoints unless they are to be kept. If somebody has asked
  /// for one, it stays, as training that was ended early can continue from it.
  ///
  /// @throws IOException if one cannot be removed
  public void modelSaved() throws IOException {
    join();
    if (!settings.keepCheckpoints()) {
      folder.removeAllBut(interrupted ? 1 : 0);
    }
  }

  /// Waits until the last checkpoint is written.
  @Override
  public void close() {
    join();
  }

  /// Waits until the last checkpoint is written.
  void join() {
    Thread writing = writer;
    boolean interruptedToo = false;
    while (writing != null && writing.isAlive()) {
      try {
        writing.join();
      } catch (InterruptedException e) {
        interruptedToo = true; // the file is written soon
      }
    }
    writer = null;
    if (interruptedToo) {
      Thread.currentThread().interrupt();
    }
  }
}
