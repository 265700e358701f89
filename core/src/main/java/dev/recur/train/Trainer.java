package dev.recur.train;

import dev.recur.data.Batch;
import dev.recur.data.BatchIterator;
import dev.recur.data.Epoch;
import dev.recur.optim.Clipping;
import dev.recur.optim.Optimizer;
import dev.recur.optim.Schedule;
import dev.recur.score.Scores;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// The training loop, for any task: batch → loss → backward → clip → step → event.
///
/// Listeners observe, policies decide ([Policy]). Both are called by the thread that called [#fit],
/// so they do not have to be thread-safe. Dropout masks depend on the seed and the number of the
/// step, so the same settings give the same weights on any number of threads.
///
/// {@snippet class="TrainExamples" region="trainer"}
public final class Trainer implements Saved {
  private final Trainable model;
  private final Optimizer optimizer;
  private final TrainerOptions options;
  private final Workers workers;
  private final Tape tape;
  private final Optional<WeightAverage> average;
  private final List<Consumer<TrainingEvent>> listeners = new ArrayList<>();
  private final List<Policy> policies = new ArrayList<>();
  private Optional<BatchIterator> sample = Optional.empty();
  private long steps;
  private int trained; // completed epochs
  private boolean restored;
  private boolean stopped; // from outside: the same settings would not stop there again
  private long waited; // for batches in this epoch, in nanoseconds
  private long epochStart;

  /// A trainer of a model.
  ///
  /// @param optimizer an optimiser of the model's parameters
  public Trainer(Trainable model, Optimizer optimizer, TrainerOptions options, Workers workers) {
    this.model = model;
    this.optimizer = optimizer;
    this.options = options;
    this.workers = workers;
    this.tape = new Tape(workers);
    average =
        options.average() ? Optional.of(new WeightAverage(model.parameters())) : Optional.empty();
  }

  /// Sends every event to a listener, on the thread that calls [#fit].
  public Trainer listen(Consumer<TrainingEvent> listener) {
    listeners.add(listener);
    return this;
  }

  /// Lets a policy decide after every batch and every epoch; several are called in this order.
  public Trainer decide(Policy policy) {
    policies.add(policy);
    return this;
  }

  /// Also scores a sample of the training rows after every epoch: a headline figure far above that
  /// of the validation rows shows overfitting.
  public Trainer sample(BatchIterator trainingRows) {
    sample = Optional.of(trainingRows);
    return this;
  }

  /// Trains on one data set, and validates on another after every epoch.
  ///
  /// @return the last event
  /// @throws TrainingFailedException if a loss is not finite
  /// @throws ArithmeticException if gradients are clipped and their norm is not finite
  /// @throws StoppedException if a policy stops training before the end of the first epoch
  public TrainingEvent.Ended fit(BatchIterator train, BatchIterator valid) {
    long start = System.nanoTime();
    long count = model.parameters().values().stream().mapToLong(Parameter::count).sum();
    send(
        new TrainingEvent.Started(
            options.epochs(),
            train.dataSet().size(),
            valid.dataSet().size(),
            count,
            policies.stream().anyMatch(Policy::mayEndEarly),
            model.headlineTitle()));
    stopped = false;
    boolean whole = epochs(train, valid);
    int now = whole ? trained : trained + 1; // the epoch that the weights are from
    average.ifPresent(WeightAverage::swap);
    for (Policy policy : policies) {
      now = policy.finished(now, model);
    }
    int best = Math.min(now, trained);
    if (trained < options.epochs()) {
      send(new TrainingEvent.StoppedEarly(trained, best));
    }
    var finished = new TrainingEvent.Ended(trained, best, seconds(start), stopped, kept());
    send(finished);
    return finished;
  }

  private String kept() {
    return policies.stream()
        .map(Policy::kept)
        .filter(words -> !words.isEmpty())
        .findFirst()
        .orElse("training ended");
  }

  /// Trains epochs until a policy stops.
  ///
  /// @return false if the last epoch was stopped in its middle
  private boolean epochs(BatchIterator train, BatchIterator valid) {
    if (!restored) {
      trained = 0;
      average.ifPresent(WeightAverage::forget);
    }
    restored = false;
    Policy.Verdict verdict = Policy.Verdict.GO_ON;
    while (verdict != Policy.Verdict.STOP && trained < options.epochs()) {
      epochStart = System.nanoTime();
      Epoch epoch = train.epoch(trained);
      waited = System.nanoTime() - epochStart; // for the order of its rows
      OptionalDouble loss = train(epoch);
      optimizer.catchUp(workers);
      if (loss.isEmpty()) {
        if (trained == 0) {
          throw new StoppedException();
        }
        stopped = true;
        return false;
      }
      verdict = ended(loss.getAsDouble(), epoch, valid);
    }
    return true;
  }

  /// One pass through the training data, an update for each batch.
  ///
  /// @return the mean loss of a row; empty if a policy stopped the epoch
  private OptionalDouble train(Epoch epoch) {
    double lossSum = 0;
    int rows = 0;
    int number = 0;
    try (BatchFeed feed = new BatchFeed(epoch.size(), epoch::batch, workers)) {
      for (Batch batch : feed) {
        number++;
        scheduled(trained);
        double loss = step(batch, trained + 1, number);
        average(epoch.size());
        lossSum += loss * batch.size();
        rows += batch.size();
        send(
            new TrainingEvent.BatchEnded(
                trained + 1,
                number,
                epoch.size(),
                batch.size(),
                tokens(batch),
                loss,
                optimizer.groups().getFirst().lr(),
                seconds(epochStart)));
        if (stops(
            new Progress(trained + 1, options.epochs(), number, epoch.size(), steps, trained))) {
          return OptionalDouble.empty();
        }
      }
      waited += feed.waited();
    }
    return OptionalDouble.of(lossSum / rows);
  }

  private void average(int batches) {
    if (average.isPresent() && WeightAverage.isDue(steps, batches)) {
      optimizer.catchUp(workers);
      average.get().update();
    }
  }

  private boolean stops(Progress now) {
    boolean stop = false;
    for (Policy policy : policies) {
      stop |= policy.batchEnded(now) == Policy.Verdict.STOP;
    }
    return stop;
  }

  /// Validates after an epoch, and asks the policies.
  private Policy.Verdict ended(double loss, Epoch epoch, BatchIterator valid) {
    average.ifPresent(WeightAverage::swap);
    Scores validation = answered(valid.epoch(0), model::evaluate);
    double headline = sample.map(s -> answered(s.epoch(0), model::headline)).orElse(Double.NaN);
    boolean best = false;
    Policy.Verdict all = Policy.Verdict.GO_ON;
    trained++;
    Progress now =
        new Progress(trained, options.epochs(), epoch.size(), epoch.size(), steps, trained);
    for (Policy policy : policies) {
      Policy.Verdict verdict = policy.epochEnded(now, validation, model);
      best |= verdict == Policy.Verdict.BEST;
      all = verdict == Policy.Verdict.STOP ? verdict : all;
      stopped |= verdict == Policy.Verdict.STOP && !policy.mayEndEarly();
    }
    send(
        new TrainingEvent.EpochEnded(
            trained,
            loss,
            headline,
            validation.headline(),
            validation.figures(),
            seconds(epochStart),
            waited / 1e9,
            epoch.tokens(),
            epoch.paddingShare(),
            best));
    average.ifPresent(WeightAverage::swap); // training goes on from the weights themselves
    return all;
  }

  /// The model's scores on batches that it is not trained on.
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

  /// One update from one batch.
  ///
  /// @return the mean loss of the batch
  private double step(Batch batch, int epoch, int number) {
    Tensor loss = model.loss(tape, batch, options.seed().split(steps));
    double value = loss.item();
    if (!Double.isFinite(value)) {
      tape.reset();
      throw new TrainingFailedException(
          "epoch %s, batch %s (rows %s): the loss is %s, not a finite number (a learning rate of %s"
                  .formatted(epoch, number, rows(batch), value, optimizer.groups().getFirst().lr())
              + " may be too high, or the data may contain such a number)");
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

  /// Writes the state after the last completed epoch: weights, optimiser and policies. A policy may
  /// call this in [Policy#epochEnded].
  @Override
  public void save(State to) {
    average.ifPresentOrElse(mean -> mean.unswapped(() -> write(to)), () -> write(to));
  }

  private void write(State to) {
    to.put("epochs", Integer.toString(trained));
    to.put("steps", Long.toString(steps));
    State optimizing = to.part("optimizer");
    optimizer.state().forEach(optimizing::put);
    optimizer.settings().forEach(optimizing::put);
    State weights = to.part("model");
    model.parameters().forEach((name, p) -> weights.put(name, p.toArray()));
    average.ifPresent(mean -> mean.save(to.part("average")));
    for (int i = 0; i < policies.size(); i++) {
      policies.get(i).save(to.part("policy" + i));
    }
  }

  /// Restores a state into a trainer of the same model, optimiser and policies; [#fit] then
  /// continues after the last completed epoch.
  @Override
  public void restore(State from) {
    SequencedMap<String, float[]> weights = from.part("model").arrays();
    model.parameters().forEach((name, p) -> p.set(weightsOf(weights, name)));
    optimizer.restore(from.part("optimizer").arrays(), from.part("optimizer").words());
    trained = Integer.parseInt(from.word("epochs"));
    steps = Long.parseLong(from.word("steps"));
    average.ifPresent(mean -> mean.restore(from.part("average")));
    for (int i = 0; i < policies.size(); i++) {
      policies.get(i).restore(from.part("policy" + i));
    }
    restored = true;
  }

  private static float[] weightsOf(SequencedMap<String, float[]> weights, String name) {
    float[] values = weights.get(name);
    if (values == null) {
      throw new IllegalArgumentException(
          "the saved state has no weights \"%s\" (was it saved from another network?)"
              .formatted(name));
    }
    return values;
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
