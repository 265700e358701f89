package dev.recur.task;

import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.tensor.Workers;
import dev.recur.train.TrainingEvent;
import java.util.List;
import java.util.function.Consumer;

/// Something that a recurrent network can be asked to do. Commands look here and never test a job's
/// name; a new job is one file and one line in [#all()].
public interface Job {
  /// What the job is called on the command line.
  String name();

  /// What it does, in one sentence.
  String help();

  /// The kinds of settings it takes, records whose components are [Setting]s.
  List<Class<? extends Record>> settings();

  /// What the columns of its data are to it: flags and guesses follow from these.
  List<Role> roles();

  /// How the columns of a table are to be read.
  Columns columns(TextSettings text, String textColumn, String labelColumn);

  /// Trains a model on one part of the data, choosing the best epoch by another.
  Classifier create(
      Dataset train,
      Dataset valid,
      TextSettings text,
      NetworkSettings network,
      FitSettings fit,
      Workers workers,
      Consumer<TrainingEvent> listener);

  /// All jobs.
  static List<Job> all() {
    return List.of(new ClassifyJob());
  }
}
