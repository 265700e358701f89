package dev.recur.run;

import dev.recur.data.Dataset;
import dev.recur.data.Epoch;
import dev.recur.optim.Optimizer;
import dev.recur.score.Figure;
import dev.recur.score.Scores;
import dev.recur.settings.Counts;
import dev.recur.settings.Mention;
import dev.recur.settings.SettingException;
import dev.recur.settings.Settings;
import dev.recur.task.Context;
import dev.recur.task.FitSettings;
import dev.recur.task.Job;
import dev.recur.task.Learner;
import dev.recur.task.Model;
import dev.recur.task.Parts;
import dev.recur.task.Role;
import dev.recur.task.Training;
import dev.recur.tensor.Seed;
import dev.recur.train.Policy;
import dev.recur.train.Progress;
import dev.recur.train.RateFinder;
import dev.recur.train.Rehearsal;
import dev.recur.train.Trainable;
import dev.recur.train.TrainerOptions;
import dev.recur.train.TrainingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Questions about a run that a few steps of training answer, before anybody waits for the whole
/// run. Each makes a network of its own, which is thrown away; no file is written. With folds, the
/// rows are those of the last network.
///
/// {@snippet class="RunExamples" region="probe"}
///
/// @param <S> the settings of the job
public final class Probe<S extends Record> {
  private static final int BY_HEART_STEPS = 2000;
  private static final int FEWEST_EPOCHS = 30;
  private static final int USUAL_BATCH = 16; // rows, if the settings have no number
  private static final int ANSWERED = 5; // rows
  private static final String AUTO = "auto";

  private final Job<S> job;
  private final Parts parts;
  private final S settings;
  private final Context context;

  Probe(Job<S> job, Parts parts, S settings, Context context) {
    this.job = job;
    this.parts = parts;
    this.settings = settings;
    this.context = context;
  }

  /// Can the network learn some rows by heart? If it cannot, it will not learn from all rows
  /// either. Trains on some of the training rows without what should prevent that
  /// ([Job#unregularised]), and tests on the same rows, until all answers are right or 2,000 steps
  /// are over, of at least 30 epochs.
  ///
  /// @param rows about how many, of each label its share, and at least one
  /// @throws IllegalArgumentException for fewer than 2 rows, or more than there are
  public Overfit overfit(int rows) {
    Dataset train = parts.train();
    if (rows < 2 || rows > train.size()) {
      throw SettingException.of(
          "%s must be from 2 to %,d, the number of training rows, got %,d",
          Mention.of("overfit"), train.size(), rows);
    }
    Dataset some = rows == train.size() ? train : some(train, rows);
    Parts same = new Parts(parts.all(), some, some, some);
    S free = byHeart(some.size());
    int alike =
        Overfit.alike(
            job.prepare(same, free, context(List.of(), event -> {})), some, columns(some, false));
    List<TrainingEvent.EpochEnded> epochs = new ArrayList<>();
    List<TrainingEvent.BatchEnded> steps = new ArrayList<>();
    Training.train(
        job,
        same,
        free,
        context(
            List.of(new UntilAllRight()),
            event -> {
              switch (event) {
                case TrainingEvent.EpochEnded epoch -> epochs.add(epoch);
                case TrainingEvent.BatchEnded step -> steps.add(step);
                case TrainingEvent.Started _ ->
                    context.report(
                        new TrainingEvent.Preparing(
                            "learning %s by heart".formatted(Counts.of(some.size(), job.unit()))));
                case TrainingEvent.Noted noted when epochs.isEmpty() -> context.report(noted);
                default -> {}
              }
            }));
    return new Overfit(job.unit(), some.size(), epochs, steps.size(), rate(steps), alike, names());
  }

  private Dataset some(Dataset train, int rows) {
    double share = (double) rows / train.size();
    boolean labels = job.roles().stream().anyMatch(role -> role.kind() == Role.Kind.LABEL);
    return (labels
            ? train.stratifiedSplit(seed(), train.columns().onlyLabels(), share, 1 - share)
            : train.split(seed(), share, 1 - share))
        .getFirst();
  }

  private Seed seed() {
    return context.seed().split("by heart");
  }

  private S byHeart(int rows) {
    Map<String, String> words = Settings.values(job.unregularised(settings));
    String given = words.getOrDefault("batchSize", AUTO);
    int batch = given.equals(AUTO) ? USUAL_BATCH : Integer.parseInt(given);
    int anEpoch = Math.ceilDiv(rows, batch);
    words.put("batchSize", Integer.toString(batch));
    words.put(
        "epochs", Integer.toString(Math.max(FEWEST_EPOCHS, Math.ceilDiv(BY_HEART_STEPS, anEpoch))));
    return Settings.create(job.settings(), words);
  }

  private static double rate(List<TrainingEvent.BatchEnded> steps) {
    return steps.getLast().learningRate();
  }

  private List<String> names() {
    return Settings.of(job.settings()).stream().map(Settings.Entry::name).toList();
  }

  private Context context(List<Policy> policies, Consumer<TrainingEvent> listener) {
    return new Context(context.compute(), context.workers(), policies, listener, context.files());
  }

  /// Stops when all rows are answered right, as far as the headline figure can tell.
  private static final class UntilAllRight implements Policy {
    @Override
    public Verdict epochEnded(Progress now, Scores validation, Trainable model) {
      Figure figure = validation.figure(validation.headline());
      return Overfit.isPerfect(figure) ? Verdict.STOP : Verdict.GO_ON;
    }

    @Override
    public boolean mayEndEarly() {
      return true;
    }
  }

  /// Does everything work, how long will it take, and how much memory? Prepares all data as a run
  /// does, trains on the longest batch and on some typical ones, scores the validation rows,
  /// finishes the model and lets it answer some rows of the test.
  ///
  /// @throws dev.recur.train.TrainingFailedException if a loss is not finite
  public DryRun dryRun() {
    long begin = System.nanoTime();
    List<TrainingEvent.Noted> notes = new ArrayList<>();
    AtomicBoolean finishing = new AtomicBoolean(); // what it notes then is about no real network
    Context noting =
        context(
            List.of(),
            event -> {
              if (!(event instanceof TrainingEvent.Noted noted)) {
                context.report(event);
              } else if (!finishing.get()) {
                context.report(event);
                notes.add(noted);
              }
            });
    Learner learner = job.prepare(parts, settings, noting);
    double prepared = since(begin);
    Training.reportDevice(noting);
    noting.report(new TrainingEvent.Preparing("training on a few batches"));
    Epoch epoch = learner.train().epoch(0);
    Rehearsal.Timing training =
        new Rehearsal(
                learner.network(), optimizer(learner), options(learner.fit()), context.workers())
            .train(epoch);
    noting.report(new TrainingEvent.Preparing("scoring the validation rows"));
    long start = System.nanoTime();
    Scores valid = learner.network().evaluate(learner.valid().epoch(0), context.workers());
    double validation =
        since(start) * (1 + (double) learner.sample().dataSet().size() / valid.rows());
    start = System.nanoTime();
    finishing.set(true);
    Model model =
        learner.finish(valid, new TrainingEvent.Ended(1, 1, training.seconds(), false, ""));
    answer(model);
    return new DryRun(
        new DryRun.Sizes(
            model.parameters(),
            learner.fit().batchSize().orElseThrow(),
            training.batches(),
            training.tokens(),
            training.longest(),
            learner.fit().lastEpoch()),
        new DryRun.Times(prepared, training.seconds() + validation, since(start)),
        notes);
  }

  private void answer(Model model) {
    Dataset test = parts.test();
    List<String> inputs = columns(test, true);
    model.answer(
        IntStream.range(0, Math.min(ANSWERED, test.size()))
            .mapToObj(i -> inputs.stream().map(test.row(i)::text).toList())
            .toList());
  }

  /// The columns that a model is given, or those that it answers; columns are in the order of
  /// roles.
  private List<String> columns(Dataset rows, boolean given) {
    List<String> names = rows.columns().names();
    return IntStream.range(0, names.size())
        .filter(i -> job.roles().get(i).given() == given)
        .mapToObj(names::get)
        .toList();
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /// At which learning rate does the loss fall fastest? The learning-rate range test of
  /// [RateFinder], with the settings of the run.
  public RateRange findRate() {
    Learner learner = job.prepare(parts, settings, context);
    context.report(new TrainingEvent.Preparing("trying learning rates"));
    FitSettings fit = learner.fit();
    RateFinder.Found found =
        new RateFinder(learner.network(), optimizer(learner), options(fit), context.workers())
            .find(learner.train());
    return new RateRange(fit.optimizer(), fit.lr(), found);
  }

  private static Optimizer optimizer(Learner learner) {
    return learner.fit().optimizer(learner.network().parameters());
  }

  private TrainerOptions options(FitSettings fit) {
    return new TrainerOptions(
        1, fit.clip(), Optional.empty(), false, context.seed().split("dropout"));
  }
}
