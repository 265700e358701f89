package dev.recur;

import dev.recur.run.Finished;
import dev.recur.run.RunEvent;
import dev.recur.run.RunPlan;
import dev.recur.source.Sources;
import dev.recur.task.tag.Tagger;
import dev.recur.train.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Trains taggers of words, for parts of speech or for spans such as names: `recur train tag` for
/// Java programs.
///
/// {@snippet class="FrontDoorExamples" region="tag"}
///
/// A call does what one of [Classify] does: it reads the data, detects its format, its columns and
/// how its tags encode spans, checks it, splits it into training, validation and test sentences,
/// trains a network, and tests it once, beside simpler taggers. The settings are those of the
/// command ([TagOptions]); all have defaults. The same data, settings and seed give the same bits
/// on every machine.
public final class Tag {
  private static final FrontDoor<TagOptions, Tagger> DOOR =
      new FrontDoor<>("tag", TagOptions::new, Tagger.class);

  private Tag() {}

  /// Trains with the defaults.
  ///
  /// @param data a file or folder, as [#train(Path, Consumer)] reads it
  /// @throws IllegalArgumentException for data that cannot be used; the message says why
  /// @throws IOException if the data cannot be read
  public static Finished<Tagger> train(Path data) throws IOException {
    return train(data, settings -> {});
  }

  /// Trains with these settings.
  ///
  /// @param data a CoNLL-U file, one with a word and its tags on each line, or JSON Lines or a
  ///   table with words and tags or with texts and labelled spans; plain or compressed by gzip
  /// @param settings sets what differs from the defaults, such as `s -> s.tags("upos").epochs(5)`
  /// @throws IllegalArgumentException for settings or data that cannot be used; the message names
  ///   the setting or the place in the data
  /// @throws IOException if the data cannot be read
  public static Finished<Tagger> train(Path data, Consumer<TagOptions> settings)
      throws IOException {
    return train(data, settings, event -> {});
  }

  /// Trains with these settings and reports progress.
  ///
  /// @param listener receives every event, in the calling thread: what was detected, the batches
  ///   and epochs, what is computed after training
  /// @throws IllegalArgumentException for settings or data that cannot be used
  /// @throws IOException if the data cannot be read
  public static Finished<Tagger> train(
      Path data, Consumer<TagOptions> settings, Consumer<RunEvent> listener) throws IOException {
    return DOOR.train(data, settings, listener);
  }

  /// The plan of a training run: its settings as data, which can be compared, kept, sent as JSON,
  /// or run by [#run] or [dev.recur.run.Runs].
  ///
  /// {@snippet class="FrontDoorExamples" region="tagPlan"}
  ///
  /// @param data the name of the data, which the [Sources] of the run resolve
  public static RunPlan plan(String data, Consumer<TagOptions> settings) {
    return DOOR.plan(data, settings);
  }

  /// Carries out a plan, for data that is not a local file, and for runs that can be stopped.
  ///
  /// @param sources resolves the names in the plan: uploads in memory, objects in a store
  /// @param policies asked after every batch and epoch whether to go on: a "cancel" button, a time
  ///   limit; may be empty
  /// @param listener receives every event, in the calling thread
  /// @throws IllegalArgumentException for a plan of another job, or settings or data that cannot be
  ///   used
  /// @throws IOException if the data cannot be read
  /// @throws dev.recur.train.StoppedException if a policy stops the run within its first epoch
  public static Finished<Tagger> run(
      RunPlan plan, Sources sources, List<Policy> policies, Consumer<RunEvent> listener)
      throws IOException {
    return DOOR.run(plan, sources, policies, listener);
  }

  /// Goes on with a run that broke off, on the same files, to the model that it would have become.
  ///
  /// @param checkpoint a file that [dev.recur.run.Checkpoints] or the command wrote
  /// @throws IllegalArgumentException for a checkpoint of another job, or if the data is not the
  ///   same; the message says what differs
  /// @throws IOException if the checkpoint or the data cannot be read
  public static Finished<Tagger> resume(Path checkpoint) throws IOException {
    return resume(checkpoint, Sources.files(), List.of(), event -> {});
  }

  /// Goes on with a run that broke off.
  ///
  /// @param checkpoint a file that [dev.recur.run.Checkpoints] or the command wrote
  /// @param sources resolves the names in its plan, and must give the same data
  /// @param policies asked after every batch and epoch whether to go on; with
  ///   [dev.recur.run.Checkpoints] among them, the run is saved again
  /// @param listener receives every event, those of earlier epochs of the network included
  /// @throws IllegalArgumentException for a checkpoint of another job, or if the data is not the
  ///   same; the message says what differs
  /// @throws IOException if the checkpoint or the data cannot be read
  public static Finished<Tagger> resume(
      Path checkpoint, Sources sources, List<Policy> policies, Consumer<RunEvent> listener)
      throws IOException {
    return DOOR.resume(checkpoint, sources, policies, listener);
  }
}
