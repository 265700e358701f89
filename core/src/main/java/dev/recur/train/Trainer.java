package dev.recur.train;

import dev.recur.data.Batch;
import dev.recur.data.BatchIterator;
import dev.recur.data.Epoch;
import dev.recur.optim.Optimizer;
import dev.recur.optim.Schedule;
import dev.recur.score.Scores;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;

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
  private final TrainingStep step;
  private final TrainedWeights weights;
  private final List<Consumer<TrainingEvent>> listeners = new ArrayList<>();
  private final List<Policy> policies = new ArrayList<>();
  private Optional<BatchIterator> sample = Optional.empty();
  private long steps;
  private int trained; // completed epochs
  private int batches; // of the current epoch
  private int reported; // of them, whose events have been sent
  private double reportedAt; // seconds of the epoch
  private final EpochSoFar soFar = new EpochSoFar();
  private final PastEpochs past = new PastEpochs();
  private final Clock clock = new Clock();
  private boolean over; // a policy has ended training for good: it would do so again
  private boolean restored;
  private boolean stopped; // from outside: the same settings would not stop there again

  /// A trainer of a model.
  ///
  /// @param optimizer an optimiser of the model's parameters
  public Trainer(Trainable model, Optimizer optimizer, TrainerOptions options, Workers workers) {
    this.model = model;
    this.optimizer = optimizer;
    this.options = options;
    this.workers = workers;
    this.step = new TrainingStep(model, optimizer, options, workers);
    this.weights = new TrainedWeights(model.parameters(), options.average());
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
  /// @throws TrainingFailedException if a loss is not finite; on a device this is found up to 15
  ///   updates later, so the weights are lost
  /// @throws ArithmeticException if the norm of the gradients is not finite
  /// @throws StoppedException if a policy stops training before the end of the first epoch
  public TrainingEvent.Ended fit(BatchIterator train, BatchIterator valid) {
    begin();
    send(
        new TrainingEvent.Started(
            options.epochs(),
            train.dataSet().size(),
            valid.dataSet().size(),
            model.parameters().values().stream().mapToLong(Parameter::count).sum(),
            policies.stream().anyMatch(Policy::mayEndEarly),
            model.headlineTitle()));
    if (restored) {
      past.events().forEach(this::send);
      send(new TrainingEvent.Resumed(trained + 1, soFar.rows(), soFar.seconds()));
    }
    restored = false;
    boolean whole = epochs(train, valid);
    clock.stop();
    int now = whole ? trained : trained + 1; // the epoch that the weights are from
    weights.end();
    for (Policy policy : policies) {
      now = policy.finished(now, model);
    }
    int best = Math.min(now, trained);
    if (trained < options.epochs()) {
      send(new TrainingEvent.StoppedEarly(trained, best));
    }
    var finished = new TrainingEvent.Ended(trained, best, clock.seconds(), stopped, kept());
    send(finished);
    return finished;
  }

  private void begin() {
    step.begin();
    if (!restored) {
      trained = 0;
      over = false;
      soFar.clear();
      past.clear();
      clock.reset();
      weights.begin();
    }
    stopped = false;
    clock.start();
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
    boolean stop = over;
    while (!stop && trained < options.epochs()) {
      soFar.begin();
      long start = System.nanoTime();
      Epoch epoch = train.epoch(trained);
      soFar.waited(System.nanoTime() - start); // for the order of its rows
      boolean whole = train(epoch);
      optimizer.catchUp(workers);
      if (!whole) {
        if (trained == 0) {
          throw new StoppedException();
        }
        stopped = true;
        return false;
      }
      stop = ended(epoch, valid);
    }
    return true;
  }

  /// One pass through the training data, or the rest of one: an update for each batch.
  ///
  /// @return false if a policy stopped the epoch
  private boolean train(Epoch epoch) {
    int from = soFar.batches();
    batches = epoch.size();
    reported = from;
    reportedAt = soFar.seconds();
    try (BatchFeed feed = new BatchFeed(epoch.size() - from, i -> epoch.batch(from + i), workers)) {
      for (Batch batch : feed) {
        scheduled(trained);
        boolean last = soFar.batches() + 1 == epoch.size();
        Optional<WeightsBefore> before =
            last ? Optional.of(new WeightsBefore(model.parameters())) : Optional.empty();
        step.start(batch, steps, trained + 1, soFar.batches() + 1);
        steps++;
        average(epoch.size());
        soFar.add(batch.size());
        before.ifPresent(weights -> soFar.updated(weights.distance()));
        report(last);
        if (stops(progress(trained + 1, soFar.batches(), epoch))) {
          report(true);
          return false;
        }
      }
      soFar.waited(feed.waited());
    }
    return true;
  }

  /// Sends the events of batches whose figures are known by now.
  ///
  /// @param all whether to wait for those of all batches so far
  private void report(boolean all) {
    Stream<StepFigures.Done> known = step.done(all);
    double now = soFar.seconds(); // after having waited for them
    known.forEach(done -> report(done, now));
  }

  /// Sends the event of a batch. Of batches whose figures have come together, each took as long.
  private void report(StepFigures.Done done, double now) {
    reported++;
    double share = (now - reportedAt) / (soFar.batches() - reported + 1);
    reportedAt = reported == soFar.batches() ? now : reportedAt + share;
    StepFigures.Place of = done.place();
    soFar.figures(of.batch().size(), done.loss(), done.gradientNorm());
    send(
        new TrainingEvent.BatchEnded(
            of.epoch(),
            of.number(),
            batches,
            of.batch().size(),
            of.tokens(),
            done.loss(),
            of.learningRate(),
            reportedAt));
  }

  private Progress progress(int epoch, int batch, Epoch batches) {
    return new Progress(
        epoch,
        options.epochs(),
        batch,
        batches.size(),
        steps,
        trained,
        clock.seconds(),
        soFar.seconds());
  }

  private void average(int batches) {
    if (weights.isDue(steps, batches)) {
      optimizer.catchUp(workers);
      weights.average(workers);
    }
  }

  private boolean stops(Progress now) {
    boolean stop = false;
    for (Policy policy : policies) {
      stop |= policy.batchEnded(now) == Policy.Verdict.STOP;
    }
    policies.forEach(policy -> policy.settled(now, this));
    return stop;
  }

  /// Validates after an epoch, and asks the policies.
  ///
  /// @return whether one of them stops training
  private boolean ended(Epoch epoch, BatchIterator valid) {
    weights.exchange();
    Scores validation = answered(valid.epoch(0), model::evaluate);
    double headline = sample.map(s -> answered(s.epoch(0), model::headline)).orElse(Double.NaN);
    boolean best = false;
    boolean back = false;
    boolean stop = false;
    trained++;
    Progress now = progress(trained, epoch.size(), epoch);
    for (Policy policy : policies) {
      Policy.Verdict verdict = policy.epochEnded(now, validation, model);
      best |= verdict == Policy.Verdict.BEST;
      back |= verdict == Policy.Verdict.BACK;
      stop |= verdict == Policy.Verdict.STOP;
      stopped |= verdict == Policy.Verdict.STOP && !policy.mayEndEarly();
      over |= verdict == Policy.Verdict.STOP && policy.mayEndEarly();
    }
    var event =
        new TrainingEvent.EpochEnded(
            trained,
            soFar.loss(),
            headline,
            validation.headline(),
            validation.figures(),
            soFar.seconds(),
            soFar.secondsWaiting(),
            epoch.tokens(),
            epoch.paddingShare(),
            soFar.updates(optimizer.groups().getFirst().lr()),
            best,
            back);
    past.add(event);
    send(event);
    if (back) {
      weights.goOnFromHere();
    } else {
      weights.exchange(); // training goes on from the weights themselves
    }
    soFar.clear();
    policies.forEach(policy -> policy.settled(now, this));
    return stop;
  }

  /// The model's scores on batches that it is not trained on.
  private <T> T answered(Epoch batches, BiFunction<Iterable<Batch>, Workers, T> how) {
    try (BatchFeed feed = new BatchFeed(batches.size(), batches::batch, workers)) {
      T answer = how.apply(feed, workers);
      soFar.waited(feed.waited());
      return answer;
    }
  }

  private void scheduled(int epochsDone) {
    options
        .schedule()
        .ifPresent(s -> s.apply(optimizer, s.unit() == Schedule.Unit.STEP ? steps : epochsDone));
  }

  /// Writes the state of training: weights, optimiser and policies, how far the epoch has come, and
  /// the figures of the epochs before. A policy may call this in [Policy#settled], and anybody
  /// before or after [#fit]. On a device, it first reads the losses of all batches so far, and
  /// sends their events.
  ///
  /// @throws TrainingFailedException if one of those losses is not finite
  /// @throws ArithmeticException if the norm of their gradients is not finite
  @Override
  public void save(State to) {
    report(true);
    optimizer.catchUp(workers); // changes no bit
    to.put("epochs", Integer.toString(trained));
    to.put("steps", Long.toString(steps));
    to.put("seconds", clock.seconds());
    to.put("over", Boolean.toString(over));
    soFar.save(to.part("epoch"));
    past.save(to.part("past"));
    State optimizing = to.part("optimizer");
    optimizer.state().forEach(optimizing::put);
    optimizer.settings().forEach(optimizing::put);
    weights.save(to);
    for (int i = 0; i < policies.size(); i++) {
      policies.get(i).save(to.part("policy" + i));
    }
  }

  /// Restores a state into a trainer of the same model, optimiser and policies; [#fit] then
  /// continues with the next batch, after it has sent the events of earlier epochs again. The bits
  /// are those of training that was never interrupted, with any number of threads.
  ///
  /// @throws IllegalArgumentException if it is the state of another network or of other training
  @Override
  public void restore(State from) {
    step.begin();
    weights.restore(from);
    optimizer.restore(from.part("optimizer").arrays(), from.part("optimizer").words());
    trained = from.count("epochs");
    steps = Long.parseLong(from.word("steps"));
    clock.set(from.number("seconds"));
    over = Boolean.parseBoolean(from.word("over"));
    soFar.restore(from.part("epoch"));
    past.restore(from.part("past"));
    for (int i = 0; i < policies.size(); i++) {
      policies.get(i).restore(from.part("policy" + i));
    }
    restored = true;
  }

  private void send(TrainingEvent event) {
    for (Consumer<TrainingEvent> listener : listeners) {
      listener.accept(event);
    }
  }
}
