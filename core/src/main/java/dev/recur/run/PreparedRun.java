package dev.recur.run;

import dev.recur.check.Finding;
import dev.recur.score.Bootstrap;
import dev.recur.score.Interval;
import dev.recur.score.Scores;
import dev.recur.settings.Sentence;
import dev.recur.settings.Settings;
import dev.recur.source.DataFile;
import dev.recur.task.Advice;
import dev.recur.task.Baseline;
import dev.recur.task.ComputeSettings;
import dev.recur.task.Context;
import dev.recur.task.Course;
import dev.recur.task.Job;
import dev.recur.task.Model;
import dev.recur.task.NamedFiles;
import dev.recur.task.Parts;
import dev.recur.task.Role;
import dev.recur.task.Training;
import dev.recur.tensor.Workers;
import dev.recur.train.LossCurve;
import dev.recur.train.Policy;
import dev.recur.train.TrainingEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// A run whose data has been read and split, and whose training has not begun.
///
/// {@snippet class="RunExamples" region="prepare"}
///
/// @param <S> the settings of its job
public final class PreparedRun<S extends Record> {
  private final Job<S> job;
  private final RunPlan plan;
  private final S settings;
  private final ComputeSettings compute;
  private final DataFile file;
  private final NamedFiles files;
  private final List<Parts> folds;
  private final List<Finding> findings;
  private final Optional<Checkpoint> from;
  private final DataHashes hashes;

  PreparedRun(
      Job<S> job,
      RunPlan plan,
      S settings,
      ComputeSettings compute,
      DataFile file,
      NamedFiles files,
      List<Parts> folds,
      List<Finding> findings,
      Optional<Checkpoint> from) {
    this.job = job;
    this.plan = plan;
    this.settings = settings;
    this.compute = compute;
    this.file = file;
    this.files = files;
    this.folds = List.copyOf(folds);
    this.findings = List.copyOf(findings);
    this.from = from;
    this.hashes = new DataHashes(plan, folds.getLast(), files);
    from.ifPresent(checkpoint -> checkpoint.check(hashes.get()));
  }

  /// The complete plan, with everything that was detected: running it computes the same bits
  /// without detecting anything.
  public RunPlan plan() {
    return plan;
  }

  /// The job's name.
  public String job() {
    return job.name();
  }

  /// A description of the data for the user, such as `reviews.csv: column "review" and its label,
  /// column "stars"`.
  public String title() {
    return file.title();
  }

  /// The settings of the computation: seed, threads and device.
  public ComputeSettings compute() {
    return compute;
  }

  /// The number of networks to train: one, or one for each fold.
  public int networks() {
    return folds.size();
  }

  /// A sentence on how the rows of the last network are divided, such as `1,000 texts with 2
  /// labels: 850 for training, 50 for validation, 100 for testing`.
  public String division() {
    return new RowCounts(job.roles(), job.unit(), file, plan.parts()).sentence(folds.getLast());
  }

  /// All settings and their values by group, for a person to read; values that follow from the data
  /// or from files are resolved ([Job#resolved]).
  public SequencedMap<String, SequencedMap<String, String>> settings() {
    SequencedMap<String, SequencedMap<String, String>> groups =
        Settings.groups(job.resolved(settings, folds.getLast(), files));
    groups
        .computeIfAbsent(ComputeSettings.GROUP, g -> new LinkedHashMap<>())
        .putAll(Settings.values(compute));
    return groups;
  }

  /// A run on the same rows, which are not read again, with other settings of the job and of the
  /// computation.
  ///
  /// @param words all settings that are not the defaults, by component name
  /// @throws IllegalArgumentException for an unknown setting or an invalid value
  public PreparedRun<S> with(Map<String, String> words) {
    RunPlan asked =
        new RunPlan(job.name(), plan.data(), plan.division(), new LinkedHashMap<>(words));
    Runs.Settled<S> other = Runs.settle(job, asked);
    RunPlan complete = new RunPlan(job.name(), plan.data(), plan.division(), other.words());
    return new PreparedRun<>(
        job,
        complete,
        other.settings(),
        other.compute(),
        file,
        files,
        folds,
        findings,
        Optional.empty());
  }

  /// The SHA-256 of each file of the run, by name: of data, that of its rows; of a file that a
  /// setting names, that of its bytes.
  public SequencedMap<String, String> hashes() {
    return hashes.get();
  }

  /// Trains the network, with folds the last one, and scores it on the validation rows. The rows of
  /// the test are not used, and no model is made.
  ///
  /// @param workers the threads that compute; the caller closes them
  /// @param policies consulted after every batch and epoch, by the calling thread
  /// @throws dev.recur.train.TrainingFailedException if a loss is not finite
  /// @throws dev.recur.train.StoppedException if a policy stops it before its first epoch has ended
  public Training.Validated validate(Workers workers, List<Policy> policies) {
    Context context = new Context(compute, workers, policies, event -> {}, files);
    return Training.validate(job, folds.getLast(), settings, context);
  }

  private List<Sentence> notes() {
    return findings.stream().filter(Finding::isWarning).map(Finding::sentence).toList();
  }

  /// Looks at the data instead of training on it: what was found while it was read, and what its
  /// job finds with its settings ([Job#examine]). With folds, the rows are those of the last
  /// network.
  ///
  /// @param workers the threads that compute; the caller closes them
  /// @param listener receives how texts are read, from the calling thread
  public DataReport check(Workers workers, Consumer<RunEvent> listener) {
    Parts parts = folds.getLast();
    return DataReport.of(
        plan,
        parts,
        job.roles().stream()
            .filter(role -> role.kind() == Role.Kind.LABEL)
            .map(file::column)
            .findFirst(),
        findings,
        job.examine(parts, settings, context(workers, listener)));
  }

  /// Answers questions about the run with a few steps of training, instead of running it.
  ///
  /// @param workers the threads that compute; the caller closes them
  /// @param listener receives how texts are read, from the calling thread
  public Probe<S> probe(Workers workers, Consumer<RunEvent> listener) {
    return new Probe<>(job, folds.getLast(), settings, context(workers, listener));
  }

  private Context context(Workers workers, Consumer<RunEvent> listener) {
    return new Context(
        compute,
        workers,
        List.of(),
        event -> listener.accept(new RunEvent.InTraining(folds.size(), event)),
        files);
  }

  /// Trains the networks one after another, tests them and reports on them, in the calling thread
  /// and the workers. A cross-validation keeps the last network, and the figures of the others.
  ///
  /// A policy that stops training after a first epoch ends the training of that network, not the
  /// run, which continues with the test and, with folds, the next network.
  ///
  /// A run that was prepared from a [Checkpoint] begins where that was written: networks before are
  /// not trained again, and events of earlier epochs of its network are sent again.
  ///
  /// @param workers the threads that compute; the caller closes them
  /// @param policies consulted after every batch and epoch, by the calling thread; [Checkpoints]
  ///   among them save this run
  /// @param listener receives every event, from the calling thread
  /// @throws dev.recur.train.StoppedException if a policy stops a network before its first epoch
  ///   has ended
  public Finished<Model> train(
      Workers workers, List<Policy> policies, Consumer<RunEvent> listener) {
    FoldFigures figures = new FoldFigures(folds.size());
    from.ifPresent(checkpoint -> figures.restore(checkpoint.folds()));
    for (int fold = from.map(Checkpoint::fold).orElse(1); fold < folds.size(); fold++) {
      Parts parts = folds.get(fold - 1);
      Training.Outcome trained = trained(fold, figures, workers, policies, listener);
      listener.accept(new RunEvent.Doing("evaluating on the test set"));
      Scores scores = trained.model().score(parts.test(), workers);
      end(figures, fold, scores, baselines(parts, trained.model(), workers, listener), listener);
    }
    return last(figures, workers, policies, listener);
  }

  private Training.Outcome trained(
      int fold,
      FoldFigures figures,
      Workers workers,
      List<Policy> policies,
      Consumer<RunEvent> listener) {
    Parts parts = folds.get(fold - 1);
    listener.accept(
        new RunEvent.FoldBegan(
            fold, folds.size(), job.unit(), parts.train().size(), parts.test().size()));
    Consumer<TrainingEvent> inFold = event -> listener.accept(new RunEvent.InTraining(fold, event));
    for (Policy policy : policies) {
      if (policy instanceof Checkpoints checkpoints) {
        checkpoints.begin(new RunSoFar(plan, hashes, fold, figures, listener));
        from.filter(checkpoint -> checkpoint.fold() == fold)
            .ifPresent(checkpoint -> checkpoints.goesOnFrom(checkpoint.file()));
        inFold = inFold.andThen(checkpoints::hear);
      }
    }
    Context context = new Context(compute, workers, policies, inFold, files);
    if (from.isPresent() && from.get().fold() == fold) {
      return Training.resume(job, parts, settings, context, from.get().training());
    }
    return Training.train(job, parts, settings, context);
  }

  private List<Baseline> baselines(
      Parts parts, Model model, Workers workers, Consumer<RunEvent> listener) {
    listener.accept(new RunEvent.Doing("comparing with " + job.compared()));
    return job.baselines(parts, model, workers);
  }

  private void end(
      FoldFigures figures,
      int fold,
      Scores scores,
      List<Baseline> baselines,
      Consumer<RunEvent> listener) {
    figures.add(scores, baselines);
    listener.accept(new RunEvent.FoldEnded(fold, folds.size(), figures.sentence()));
  }

  private Finished<Model> last(
      FoldFigures figures, Workers workers, List<Policy> policies, Consumer<RunEvent> listener) {
    Training.Outcome trained = trained(folds.size(), figures, workers, policies, listener);
    RunPlan repeated = repeated(trained.end());
    listener.accept(new RunEvent.Trained(trained.model(), repeated));
    Scores test = test(trained.model(), workers, listener);
    return finished(
        trained.model(),
        trained.curve(),
        trained.end(),
        repeated,
        test,
        figures,
        workers,
        listener);
  }

  /// Tests a model that this run's plan trained, and reports on it as [#train] did: the same
  /// figures, advice and rows. Nothing is trained but the baselines.
  ///
  /// @param model the model
  /// @param log the file with the figures of its epochs, which a [RunLog] wrote
  /// @param workers the threads that compute; the caller closes them
  /// @param listener receives the epochs from the log and what is done, from the calling thread
  /// @throws IllegalArgumentException if the data is not what the model was trained and tested on,
  ///   or the file is no log
  /// @throws IOException if the log cannot be read
  public Finished<Model> report(Model model, Path log, Workers workers, Consumer<RunEvent> listener)
      throws IOException {
    String then = model.metadata().get(Parts.HASH);
    if (then != null && !then.equals(folds.getLast().train().sha256())) {
      throw new IllegalArgumentException(
          "%s: has changed since the model was trained, so its test cannot be repeated"
              .formatted(plan.file()));
    }
    Scores test = test(model, workers, listener);
    String before = model.metadata().get("metric.test." + test.headline());
    if (before != null && !before.equals(Double.toString(test.figure(test.headline()).value()))) {
      throw new IllegalArgumentException(
          "%s: the test has changed since the model was trained, so it cannot be repeated: %s was"
                  .formatted(plan.file(), test.figure(test.headline()).title())
              + " %s and is %s".formatted(before, test.figure(test.headline()).value()));
    }
    PastRun past = PastRun.read(log, test.figures());
    past.epochs().forEach(epoch -> listener.accept(new RunEvent.InTraining(folds.size(), epoch)));
    return finished(
        model,
        new LossCurve(past.epochs()),
        past.end(),
        plan,
        test,
        past.folds(),
        workers,
        listener);
  }

  private Scores test(Model model, Workers workers, Consumer<RunEvent> listener) {
    listener.accept(new RunEvent.Doing("evaluating on the test set"));
    return model.score(folds.getLast().test(), workers);
  }

  private Finished<Model> finished(
      Model untested,
      LossCurve curve,
      TrainingEvent.Ended training,
      RunPlan repeated,
      Scores test,
      FoldFigures figures,
      Workers workers,
      Consumer<RunEvent> listener) {
    Parts parts = folds.getLast();
    listener.accept(new RunEvent.Doing("computing confidence intervals"));
    SequencedMap<String, Interval> at95 =
        Bootstrap.of(test, compute.root().split("bootstrap"), workers);
    List<Baseline> baselines = baselines(parts, untested, workers, listener);
    end(figures, folds.size(), test, baselines, listener);
    Model model = untested.with(figures.metadata(test, baselines));
    Advice advice =
        job.advise(
            new Course(parts, curve, training.bestEpoch(), model, test, at95, baselines),
            job.resolved(settings, parts, files));
    Report report =
        new Report(repeated, job.unit(), training, test, at95, baselines, figures, advice, notes());
    String title = file.samplesTitle();
    TestSamples samples = new TestSamples(job.roles(), file.columns());
    return new Finished<>(
        model,
        report,
        samples.of(file, parts.test()),
        title.isEmpty() ? "Some %ss of the test".formatted(job.unit()) : title,
        samples.mistakes(parts.test(), test));
  }

  /// The plan that gives the same bits on any machine: the time it took is no limit.
  private RunPlan repeated(TrainingEvent.Ended end) {
    RunPlan timeless = plan.settings().containsKey("minutes") ? plan.with("minutes", 0) : plan;
    return end.stopped() ? timeless.with("stopAfter", end.epochs()) : timeless;
  }
}
