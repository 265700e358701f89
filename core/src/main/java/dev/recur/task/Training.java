package dev.recur.task;

import dev.recur.accelerator.Accelerator;
import dev.recur.data.BatchIterator;
import dev.recur.kernel.BitsProbe;
import dev.recur.optim.Optimizer;
import dev.recur.score.Scores;
import dev.recur.train.EarlyStopping;
import dev.recur.train.LossCurve;
import dev.recur.train.PlateauPolicy;
import dev.recur.train.Policy;
import dev.recur.train.State;
import dev.recur.train.StopAtTarget;
import dev.recur.train.TimeBudget;
import dev.recur.train.Trainer;
import dev.recur.train.TrainerOptions;
import dev.recur.train.TrainingEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The training of one network: from split rows to a model, without report, baselines or files,
/// which [dev.recur.run.Runs] adds.
///
/// {@snippet class="TaskExamples" region="training"}
public final class Training {
  private static final double MINUTE = 60e9; // nanoseconds

  private Training() {}

  /// The result of a training run.
  ///
  /// @param model the model, with the weights of the best epoch
  /// @param valid the network's scores on the validation rows, with these weights
  /// @param curve the losses of all trained epochs
  /// @param end how training ended
  public record Outcome(Model model, Scores valid, LossCurve curve, TrainingEvent.Ended end) {}

  /// The result of training without a model, as a search over settings compares it.
  ///
  /// @param valid the network's scores on the validation rows, with the weights of the best epoch
  /// @param monitored the figure that decided which epoch is the best
  /// @param curve the losses of all trained epochs
  /// @param end how training ended
  public record Validated(
      Scores valid, Learner.Monitored monitored, LossCurve curve, TrainingEvent.Ended end) {}

  /// Prepares and trains a network, in the calling thread and the workers of the context. Early
  /// stopping ([FitSettings#patience]) is one more policy besides those of the context. Equal
  /// arguments give equal bits, with any number of threads.
  ///
  /// @throws IllegalArgumentException for unusable settings or data; the message says why
  /// @throws dev.recur.train.TrainingFailedException if a loss is not finite
  /// @throws dev.recur.train.StoppedException if a policy stops it before its first epoch has ended
  public static <S extends Record> Outcome train(
      Job<S> job, Parts parts, S settings, Context context) {
    return train(job, parts, settings, context, Optional.empty());
  }

  /// Continues training from a state that [Trainer#save] wrote, with the same job, rows and
  /// settings; only the number of epochs may be higher, and the threads are free. Gives the bits
  /// and the figures of training that was never interrupted. Events of epochs before are sent
  /// again.
  ///
  /// @throws IllegalArgumentException if the state is from other training
  public static <S extends Record> Outcome resume(
      Job<S> job, Parts parts, S settings, Context context, State from) {
    return train(job, parts, settings, context, Optional.of(from));
  }

  /// Prepares and trains a network like [#train], and scores it on the validation rows instead of
  /// making a model of it. The weights are those that [#train] would find.
  ///
  /// @throws IllegalArgumentException for unusable settings or data; the message says why
  /// @throws dev.recur.train.TrainingFailedException if a loss is not finite
  /// @throws dev.recur.train.StoppedException if a policy stops it before its first epoch has ended
  public static <S extends Record> Validated validate(
      Job<S> job, Parts parts, S settings, Context context) {
    context.device().requireAvailable();
    return validated(job.prepare(parts, settings, context), context, Optional.empty());
  }

  private static <S extends Record> Outcome train(
      Job<S> job, Parts parts, S settings, Context context, Optional<State> from) {
    context.device().requireAvailable();
    Learner learner = job.prepare(parts, settings, context);
    Validated trained = validated(learner, context, from);
    Model model = learner.finish(trained.valid(), trained.end());
    return new Outcome(model, trained.valid(), trained.curve(), trained.end());
  }

  private static Validated validated(Learner learner, Context context, Optional<State> from) {
    List<TrainingEvent.EpochEnded> epochs = new ArrayList<>();
    reportDevice(context);
    TrainingEvent.Ended end = fit(learner, context, from, epochs);
    context.workers().accelerator().ifPresent(on -> reportHost(on, context));
    context.report(new TrainingEvent.Preparing("evaluating the best epoch"));
    Scores valid = learner.network().evaluate(learner.valid().epoch(0), context.workers());
    return new Validated(valid, learner.monitored(), new LossCurve(epochs), end);
  }

  /// Reports the device, if it is not the CPU, and whether it computes with the same bits.
  public static void reportDevice(Context context) {
    context.workers().accelerator().ifPresent(on -> context.report(device(on)));
  }

  private static TrainingEvent device(Accelerator on) {
    return new TrainingEvent.Noted(
        "device",
        "%s (%s) %s"
            .formatted(
                on.info().device(),
                on.info().name(),
                BitsProbe.passes(on)
                    ? "trains the same model as the CPU, bit for bit"
                    : "rounds differently from the CPU, so the model will differ a little"));
  }

  private static void reportHost(Accelerator on, Context context) {
    if (!on.computedOnHost().isEmpty()) {
      context.report(
          new TrainingEvent.Noted(
              "on CPU",
              "no kernels for the device yet, so computed there: "
                  + String.join(", ", on.computedOnHost())));
    }
  }

  /// Trains the network; what only training needs is garbage afterwards.
  private static TrainingEvent.Ended fit(
      Learner learner,
      Context context,
      Optional<State> from,
      List<TrainingEvent.EpochEnded> epochs) {
    FitSettings fit = learner.fit();
    Optimizer optimizer = fit.optimizer(learner.network().parameters());
    BatchIterator train = learner.train();
    long steps = (long) fit.epochs().orElseThrow() * train.epoch(0).size();
    TrainerOptions options =
        new TrainerOptions(
            fit.lastEpoch(),
            fit.clip(),
            fit.schedule().over(steps),
            fit.average(),
            context.seed().split("dropout"));
    Trainer trainer = new Trainer(learner.network(), optimizer, options, context.workers());
    policies(fit, learner.monitored(), optimizer).forEach(trainer::decide);
    context.policies().forEach(trainer::decide); // later, so that what they save includes the rest
    from.ifPresent(trainer::restore);
    return trainer
        .sample(learner.sample())
        .listen(event -> keep(event, epochs))
        .listen(context.listener())
        .fit(train, learner.valid());
  }

  /// The policies that follow from the settings.
  private static List<Policy> policies(
      FitSettings fit, Learner.Monitored monitored, Optimizer optimizer) {
    List<Policy> policies = new ArrayList<>();
    EarlyStopping best =
        new EarlyStopping(fit.patience().orElseThrow(), monitored.figure(), monitored.words());
    policies.add(best);
    if (fit.schedule() == ScheduleKind.PLATEAU) {
      policies.add(new PlateauPolicy(optimizer, best, fit.plateau()));
    }
    if (fit.target() > 0) {
      policies.add(new StopAtTarget(monitored.figure(), fit.target()));
    }
    if (fit.minutes() > 0) {
      policies.add(
          new TimeBudget(Duration.ofNanos(Math.max(1, Math.round(fit.minutes() * MINUTE)))));
    }
    return policies;
  }

  private static void keep(TrainingEvent event, List<TrainingEvent.EpochEnded> epochs) {
    if (event instanceof TrainingEvent.EpochEnded epoch) {
      epochs.add(epoch);
    }
  }
}
