package dev.recur.task;

import dev.recur.optim.Adadelta;
import dev.recur.optim.AdadeltaOptions;
import dev.recur.optim.Adagrad;
import dev.recur.optim.AdagradOptions;
import dev.recur.optim.Adam;
import dev.recur.optim.AdamOptions;
import dev.recur.optim.AdamW;
import dev.recur.optim.AdamWOptions;
import dev.recur.optim.Optimizer;
import dev.recur.optim.RmsProp;
import dev.recur.optim.RmsPropOptions;
import dev.recur.optim.Sgd;
import dev.recur.optim.SgdOptions;
import dev.recur.settings.Bounds;
import dev.recur.settings.Setting;
import dev.recur.tensor.Parameter;
import dev.recur.train.TrainingEvent;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SequencedMap;

/// How a network is trained, whatever its job. Every job has these among its settings. What is
/// `auto` follows from the number of training rows: [#resolved].
///
/// {@snippet class="TaskExamples" region="fit"}
///
/// @param optimizer the optimiser, which updates the weights
/// @param lr the learning rate; the largest one, if it follows a schedule
/// @param schedule how the learning rate changes during training
/// @param average whether the network that is scored, and kept, has a running average of the
///   weights
/// @param clip the maximum global norm of the gradients; larger ones are scaled down; 0 means no
///   limit
/// @param weightDecay how strongly weights are pulled towards zero
/// @param truncate how many steps gradients go back through time; 0 means all
/// @param epochs the largest number of passes over the training rows; `auto` depends on how many
///   there are
/// @param batchSize the number of rows in a training step; `auto` depends on how many there are
/// @param patience after how many epochs without improvement training stops; 0 means never; `auto`
///   is 0 with a linear schedule, otherwise 2 to 4, depending on how many rows there are, and 4 or
///   8 with the schedule plateau
/// @param target the value of the monitored validation figure at which training ends; 0 means none
/// @param stopAfter after how many epochs training ends as if it were stopped then: the schedule
///   stays that of all `epochs`; 0 means never
/// @param minutes how long a network may train; 0 means no limit
public record FitSettings(
    @Setting(help = "How the weights are updated.", byDefault = "adam") OptimizerKind optimizer,
    @Setting(help = "The learning rate.", byDefault = "0.002") double lr,
    @Setting(
            help =
                "How the learning rate changes: linear rises for a twentieth of the steps and then"
                    + " falls to 0; plateau halves it when epochs do not improve, and goes back to"
                    + " the best one.",
            byDefault = "constant")
        ScheduleKind schedule,
    @Setting(help = "Score and keep a running average of the weights.", byDefault = "true")
        boolean average,
    @Setting(help = "The maximum global gradient norm; 0 means no limit.", byDefault = "1")
        double clip,
    @Setting(help = "How strongly weights are pulled towards zero.", byDefault = "0")
        double weightDecay,
    @Setting(help = "How many steps gradients go back through time; 0 means all.", byDefault = "0")
        int truncate,
    @Setting(
            help =
                "The largest number of passes over the training rows; auto depends on how"
                    + " many there are.",
            byDefault = "auto")
        OptionalInt epochs,
    @Setting(
            help = "How many rows are in a training step; auto depends on how many there are.",
            byDefault = "auto")
        OptionalInt batchSize,
    @Setting(
            help =
                "Stop after this many epochs without improvement; 0 means never, and auto is 2 to 4,"
                    + " or 0 with {schedule linear}, or 4 or 8 with {schedule plateau}.",
            byDefault = "auto")
        OptionalInt patience,
    @Setting(
            help =
                "Stop after the epoch in which the monitored validation figure reaches this, such as"
                    + " 0.9 for an accuracy; 0 means never.",
            byDefault = "0")
        double target,
    @Setting(
            help = "End after this many of the {epochs}, as Ctrl-C would; 0 means never.",
            byDefault = "0")
        int stopAfter,
    @Setting(
            help =
                "Stop training each network after this many minutes, but not before its first epoch"
                    + " has ended; 0 means no limit.",
            byDefault = "0",
            local = true)
        double minutes) {

  /// What lets a network learn rows by heart, by name.
  static final Map<String, String> UNREGULARISED =
      Map.of(
          "schedule",
          "constant",
          "average",
          "false",
          "weightDecay",
          "0",
          "patience",
          "0",
          "target",
          "0",
          "stopAfter",
          "0",
          "minutes",
          "0");

  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if a value is invalid; the message names the setting
  public FitSettings {
    Bounds.above0("lr", lr);
    Bounds.atLeast0("clip", clip);
    Bounds.atLeast0("weightDecay", weightDecay);
    Bounds.atLeast("truncate", 0, truncate);
    Bounds.atLeast("epochs", 1, epochs);
    Bounds.atLeast("batchSize", 1, batchSize);
    Bounds.atLeast("patience", 0, patience);
    Bounds.atLeast0("target", target);
    Bounds.atLeast("stopAfter", 0, stopAfter);
    Bounds.atLeast0("minutes", minutes);
  }

  /// These settings with a number for each that is `auto`.
  ///
  /// @param rows the number of training rows
  public FitSettings resolved(int rows) {
    FitRules rules = new FitRules(this, rows);
    return new FitSettings(
        optimizer,
        lr,
        schedule,
        average,
        clip,
        weightDecay,
        truncate,
        OptionalInt.of(rules.epochs()),
        OptionalInt.of(rules.batchSize()),
        OptionalInt.of(rules.patience()),
        target,
        stopAfter,
        minutes);
  }

  /// Why each setting that is `auto` has the number of [#resolved].
  ///
  /// @param rows the number of training rows
  public List<TrainingEvent.Noted> reasons(int rows) {
    return new FitRules(this, rows).reasons();
  }

  /// The epoch that training ends after, at the latest.
  ///
  /// @throws java.util.NoSuchElementException if `epochs` is `auto`
  public int lastEpoch() {
    int all = epochs.orElseThrow();
    return stopAfter == 0 ? all : Math.min(all, stopAfter);
  }

  /// After how many epochs without improvement the schedule plateau lowers the learning rate: a
  /// quarter of the patience, so that it does so three times before training ends.
  ///
  /// @throws java.util.NoSuchElementException if `patience` is `auto`
  public int plateau() {
    return FitRules.plateau(patience.orElseThrow());
  }

  /// The optimiser with these settings.
  ///
  /// @param parameters what it updates, by name
  public Optimizer optimizer(SequencedMap<String, Parameter> parameters) {
    return switch (optimizer) {
      case SGD -> new Sgd(parameters, new SgdOptions(lr).withWeightDecay(weightDecay));
      case ADAM -> new Adam(parameters, new AdamOptions(lr).withWeightDecay(weightDecay));
      case ADAMW -> new AdamW(parameters, new AdamWOptions(lr).withWeightDecay(weightDecay));
      case RMSPROP -> new RmsProp(parameters, new RmsPropOptions(lr).withWeightDecay(weightDecay));
      case ADAGRAD -> new Adagrad(parameters, new AdagradOptions(lr).withWeightDecay(weightDecay));
      case ADADELTA ->
          new Adadelta(parameters, new AdadeltaOptions(lr).withWeightDecay(weightDecay));
    };
  }
}
