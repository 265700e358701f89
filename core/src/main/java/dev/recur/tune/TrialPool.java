package dev.recur.tune;

import dev.recur.accelerator.AcceleratorException;
import dev.recur.run.PreparedRun;
import dev.recur.score.Figure;
import dev.recur.score.Scores;
import dev.recur.task.Training;
import dev.recur.tensor.Device;
import dev.recur.tensor.Seed;
import dev.recur.tensor.UnsupportedDeviceException;
import dev.recur.tensor.Workers;
import dev.recur.train.Policy;
import dev.recur.train.Progress;
import dev.recur.train.StoppedException;
import dev.recur.train.TrainingFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Trains networks of a search in parallel, as many at a time as there are threads; on a device one
/// after another, and the device stays open in between.
final class TrialPool implements AutoCloseable {
  private static final int RESAMPLES = 200;

  private final PreparedRun<?> usual;
  private final Trainer trainer;
  private final Stopwatch watch;
  private final boolean timed;
  private final Consumer<Trial> results;
  private volatile boolean cancelled;
  private Optional<Workers> onDevice = Optional.empty(); // once a network was to be trained there

  /// Trains a network of a task.
  interface Trainer {
    /// Trains it, and scores it on the validation rows.
    ///
    /// @param limit stops it
    Training.Validated train(Task task, Workers workers, Policy limit);
  }

  /// A pool for the networks of a search.
  ///
  /// @param usual the run of the first trial, whose rows are trained on
  /// @param timed whether networks that take too long are given up
  /// @param results receives each result, from the thread that calls [#run]
  TrialPool(PreparedRun<?> usual, Stopwatch watch, boolean timed, Consumer<Trial> results) {
    this(
        usual,
        (task, workers, limit) -> usual.with(task.words()).validate(workers, List.of(limit)),
        watch,
        timed,
        results);
  }

  /// A pool with another way to train.
  ///
  /// @param trainer trains instead, so that a test can have too little memory
  TrialPool(
      PreparedRun<?> usual,
      Trainer trainer,
      Stopwatch watch,
      boolean timed,
      Consumer<Trial> results) {
    this.usual = usual;
    this.trainer = trainer;
    this.watch = watch;
    this.timed = timed;
    this.results = results;
  }

  /// A network to train.
  ///
  /// @param whole whether to the end, so that it can win
  /// @param values the settings that are searched
  /// @param words all settings
  record Task(
      int number,
      int rung,
      int epochs,
      boolean whole,
      SequencedMap<String, String> values,
      Map<String, String> words) {
    Trial failed(double seconds, String why) {
      return Trial.failed(number, rung, epochs, values, seconds, why);
    }
  }

  /// The result of a task: a trial, or none, if there was no time or no memory for it.
  private record Done(Task task, Optional<Trial> trial, boolean memory) {}

  /// Trains networks, and returns whether there was time for all of them.
  boolean run(List<Task> tasks) {
    List<Task> large = new ArrayList<>();
    int most = onCpu() ? usual.compute().threads() : 1; // a device trains one network at a time
    boolean all = run(tasks, Math.clamp(tasks.size(), 1, most), large);
    return all && run(large, 1, new ArrayList<>()); // alone they may have enough memory
  }

  private boolean run(List<Task> tasks, int atOnce, List<Task> large) {
    if (tasks.isEmpty()) {
      return true;
    }
    boolean all = true;
    boolean alone = atOnce == 1;
    int threads = Math.max(1, usual.compute().threads() / atOnce);
    ExecutorService pool = Executors.newFixedThreadPool(atOnce);
    try {
      CompletionService<Done> done = new ExecutorCompletionService<>(pool);
      tasks.forEach(task -> done.submit(() -> trained(task, threads, alone)));
      for (int i = 0; i < tasks.size(); i++) {
        Done next = done.take().get();
        next.trial().ifPresent(results);
        if (next.memory()) {
          large.add(next.task());
        }
        all &= next.trial().isPresent() || next.memory();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoppedException();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a network of a search failed: " + e.getCause(), e);
    } finally {
      cancelled = true;
      pool.close();
      cancelled = false;
    }
    return all;
  }

  private Done trained(Task task, int threads, boolean alone) {
    if (watch.isOver() || cancelled) {
      return new Done(task, Optional.empty(), false);
    }
    if (!onCpu()) {
      return trained(task, onDevice(), alone);
    }
    try (Workers workers = new Workers(threads)) {
      return trained(task, workers, alone);
    }
  }

  private Done trained(Task task, Workers workers, boolean alone) {
    long began = System.nanoTime();
    Limit limit = new Limit(task.number() > 1 && timed);
    try {
      Training.Validated result = trainer.train(task, workers, limit);
      return new Done(task, limit.trial(task, () -> trial(task, result, began), began), false);
    } catch (StoppedException e) {
      return new Done(task, limit.trial(task, () -> task.failed(0, ""), began), false);
    } catch (UnsupportedDeviceException e) {
      throw e; // every other network would meet it, too
    } catch (AcceleratorException e) {
      if (e.lost()) {
        throw e;
      }
      return new Done(task, Optional.of(task.failed(seconds(began), e.getMessage())), false);
    } catch (OutOfMemoryError e) {
      return alone
          ? new Done(task, Optional.of(task.failed(seconds(began), "not enough memory")), false)
          : new Done(task, Optional.empty(), true);
    } catch (TrainingFailedException | ArithmeticException | IllegalArgumentException e) {
      if (task.number() == 1) { // the defaults have to work
        throw e;
      }
      String why = String.valueOf(e.getMessage());
      return new Done(task, Optional.of(task.failed(seconds(began), why)), false);
    }
  }

  /// The workers of the device.
  private synchronized Workers onDevice() {
    if (onDevice.isEmpty()) {
      onDevice = Optional.of(usual.compute().workers());
    }
    return onDevice.get();
  }

  /// Closes the device, if one was opened.
  @Override
  public synchronized void close() {
    onDevice.ifPresent(Workers::close);
    onDevice = Optional.empty();
  }

  private boolean onCpu() {
    return usual.compute().device().equals(Device.cpu());
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) * 1e-9;
  }

  private Trial trial(Task task, Training.Validated result, long began) {
    Scores scores = result.valid();
    boolean over = task.whole() || result.end().epochs() < task.epochs();
    String monitored = result.monitored().figure();
    return new Trial(
        task.number(),
        task.rung(),
        task.epochs(),
        task.values(),
        scores.figure(monitored),
        scores.figure(scores.headline()),
        resampled(scores, monitored),
        over,
        seconds(began),
        "");
  }

  /// The monitored figure on resamples of the rows, which are the same for all networks.
  private List<Double> resampled(Scores scores, String monitored) {
    Seed seed = usual.compute().root().split("search").split("resamples");
    List<Double> costs = new ArrayList<>();
    int rows = scores.rows();
    for (int r = 0; r < RESAMPLES; r++) {
      Seed own = seed.split(r);
      int[] times = new int[rows];
      for (int i = 0; i < rows; i++) {
        times[(int) (own.uniform(i) * rows)]++;
      }
      Figure figure = scores.figures(times).get(monitored);
      costs.add(figure == null ? Double.NaN : figure.cost());
    }
    return costs;
  }

  /// Stops a network when the time is over, or when it takes more than its share of it.
  private final class Limit implements Policy {
    private final boolean shared;
    private final long began = System.nanoTime();
    private boolean slow;
    private boolean stopped;

    Limit(boolean shared) {
      this.shared = shared;
    }

    @Override
    public Verdict batchEnded(Progress now) {
      slow |= shared && seconds(began) > watch.share();
      stopped |= cancelled || watch.isOver();
      return slow || stopped ? Verdict.STOP : Verdict.GO_ON;
    }

    /// The result of a network that has ended.
    ///
    /// @param whole its result, if it was not stopped
    Optional<Trial> trial(Task task, Supplier<Trial> whole, long since) {
      if (slow) {
        String why = "took more than a quarter of the time";
        return Optional.of(task.failed(seconds(since), why));
      }
      return stopped ? Optional.empty() : Optional.of(whole.get());
    }
  }
}
