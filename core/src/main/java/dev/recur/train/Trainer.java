package dev.recur.train;

import dev.recur.data.Batch;
import dev.recur.data.BatchIterator;
import dev.recur.data.Epoch;
import dev.recur.optim.Clipping;
import dev.recur.optim.Optimizer;
import dev.recur.optim.Schedule;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// The training loop: batch → loss → backward → clip → step → event. It knows no task.
///
/// What watches is a listener, what decides is a [Policy]; a random mask depends on the seed and
/// the number of the step, so equal runs give equal weights on any number of threads.
public final class Trainer {
  private final Trainable model;
  private final Optimizer optimizer;
  private final TrainerOptions options;
  private final Workers workers;
  private final Tape tape;
  private final List<Consumer<TrainingEvent>> listeners = new ArrayList<>();
  private final List<Policy> policies = new ArrayList<>();
  private Optional<BatchIterator> sample = Optional.empty();
  private long steps;
  private int trained; // whole epochs
  private long waited; // nanoseconds of this epoch, for batches

  /// A trainer of this model.
  public Trainer(Trainable model, Optimizer optimizer, TrainerOptions options, Workers workers) {
    this.model = model;
    this.optimizer = optimizer;
    this.options = options;
    this.workers = workers;
    this.tape = new Tape(workers);
  }

  /// Tells this listener of every event.
  public Trainer listen(Consumer<TrainingEvent> listener) {
    listeners.add(listener);
    return this;
  }

  /// Lets this policy decide after every epoch.
  public Trainer decide(Policy policy) {
    policies.add(policy);
    return this;
  }

  /// Also answers these rows after every epoch, some of those that are trained on: what a network
  /// knows of them and not of others it has learnt by heart.
  public Trainer sample(BatchIterator trainingRows) {
    sample = Optional.of(trainingRows);
    return this;
  }

  /// Trains on one data set and validates on another. A listener that throws a
  /// [StopTrainingException] ends it, after a first epoch with the weights of the best one so far.
  ///
  /// @throws TrainingFailedException at a loss that is not a finite number
  public TrainingEvent.Finished fit(BatchIterator train, BatchIterator valid) {
    long start = System.nanoTime();
    long count = model.parameters().values().stream().mapToLong(Parameter::count).sum();
    send(
        new TrainingEvent.Started(
            options.epochs(), train.dataSet().size(), valid.dataSet().size(), count));
    boolean stopped = !epochs(train, valid);
    int now = stopped ? trained + 1 : trained; // the epoch that the weights are of
    for (Policy policy : policies) {
      now = policy.finished(now, model);
    }
    int best = Math.min(now, trained);
    if (trained < options.epochs()) {
      send(new TrainingEvent.StoppedEarly(trained, best));
    }
    var finished = new TrainingEvent.Finished(trained, best, seconds(start), stopped);
    send(finished);
    return finished;
  }

  /// All epochs that the policies want; false if a listener stopped them.
  private boolean epochs(BatchIterator train, BatchIterator valid) {
    trained = 0;
    try {
      boolean enough = false;
      while (!enough && trained < options.epochs()) {
        enough = epoch(trained + 1, train, valid);
      }
      return true;
    } catch (StopTrainingException e) {
      if (trained == 0) {
        throw e;
      }
      optimizer.catchUp(workers);
      return false;
    }
  }

  /// One pass through the training data, and validation; true if a policy has had enough.
  private boolean epoch(int epoch, BatchIterator train, BatchIterator valid) {
    long start = System.nanoTime();
    Epoch batches = train.epoch(epoch - 1);
    waited = System.nanoTime() - start; // for the order of its rows
    double loss = train(epoch, batches, start);
    optimizer.catchUp(workers);
    Evaluation validation = answered(valid.epoch(0), model::evaluate);
    double trainAccuracy =
        sample.map(s -> answered(s.epoch(0), model::accuracy)).orElse(Double.NaN);
    boolean best = false;
    boolean stop = false;
    trained = epoch;
    for (Policy policy : policies) {
      Policy.Verdict verdict = policy.epochEnded(epoch, validation, model);
      best |= verdict == Policy.Verdict.BEST;
      stop |= verdict == Policy.Verdict.STOP;
    }
    send(
        new TrainingEvent.EpochEnded(
            epoch,
            loss,
            validation.loss(),
            validation.accuracy(),
            seconds(start),
            waited / 1e9,
            batches.tokens(),
            batches.paddingShare(),
            best,
            trainAccuracy,
            validation.figures()));
    return stop;
  }

  /// One update for each batch; the mean loss of a row.
  private double train(int epoch, Epoch batches, long start) {
    double lossSum = 0;
    int rows = 0;
    int number = 0;
    try (BatchFeed feed = new BatchFeed(batches.size(), batches::batch, workers)) {
      for (Batch batch : feed) {
        number++;
        scheduled(epoch - 1);
        double loss = step(batch, epoch, number);
        lossSum += loss * batch.size();
        rows += batch.size();
        send(
            new TrainingEvent.BatchEnded(
                epoch,
                number,
                batches.size(),
                batch.size(),
                tokens(batch),
                loss,
                optimizer.groups().getFirst().lr(),
                seconds(start)));
      }
      waited += feed.waited();
    }
    return lossSum / rows;
  }

  /// What a model makes of batches that it does not learn from.
  private <T> T answered(Epoch batches, BiFunction<Iterable<Batch>, Workers, T> how) {
    try (BatchFeed feed = new BatchFeed(batches.size(), batches::batch, workers)) {
      T answer = how.apply(feed, workers);
      waited += feed.waited();
      return answer;
    }
  }

  private void scheduled(int epochsDone) {
    options
        .schedule()
        .ifPresent(s -> s.apply(optimizer, s.unit() == Schedule.Unit.STEP ? steps : epochsDone));
  }

  /// One update from one batch; its mean loss.
  private double step(Batch batch, int epoch, int number) {
    Tensor loss = model.loss(tape, batch, options.seed().split(steps));
    double value = loss.item();
    if (!Double.isFinite(value)) {
      tape.reset();
      throw new TrainingFailedException(
          "epoch %s, batch %s (rows %s): the loss is %s, not a finite number (a learning rate of %s"
                  .formatted(epoch, number, rows(batch), value, optimizer.groups().getFirst().lr())
              + " may be too high, or the data holds such a number)");
    }
    tape.backward(loss);
    if (options.clip() > 0) {
      Clipping.clipByGlobalNorm(model.parameters(), options.clip(), workers);
    }
    optimizer.step(workers);
    optimizer.zeroGrad();
    tape.reset();
    steps++;
    return value;
  }

  private static String rows(Batch batch) {
    long[] ids = batch.rowIds();
    String first = Arrays.toString(Arrays.copyOf(ids, Math.min(ids.length, 5)));
    return ids.length > 5 ? first.replace("]", ", …]") : first;
  }

  private static long tokens(Batch batch) {
    long sum = 0;
    for (String column : batch.inputs()) {
      sum += batch.tokens(column).total();
    }
    return sum;
  }

  private void send(TrainingEvent event) {
    for (Consumer<TrainingEvent> listener : listeners) {
      listener.accept(event);
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
