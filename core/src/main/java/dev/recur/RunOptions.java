package dev.recur;

import dev.recur.settings.Settings;
import dev.recur.task.OptimizerKind;
import dev.recur.task.ScheduleKind;
import dev.recur.tensor.Device;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Objects;
import java.util.SequencedMap;

/// The settings that training has for any job: how data is read and split, how the network is
/// trained, what computes. Each method has the name of the command's option; what is not set keeps
/// its default, or is detected from the data.
///
/// {@snippet class="FrontDoorExamples" region="runOptions"}
///
/// Values are checked together when training begins; what depends on the data or on a file is
/// checked when it is read. If a setting is given twice, the last value counts.
///
/// @param <O> the settings of a job
public abstract sealed class RunOptions<O extends RunOptions<O>>
    permits ClassifyOptions, TagOptions {
  private final SequencedMap<String, String> words = new LinkedHashMap<>();

  RunOptions() {}

  /// How rows are laid out in the data.
  public enum Format {
    /// Cells between commas or another separator.
    CSV,
    /// Cells between tabs.
    TSV,
    /// A JSON object on each line.
    JSONL,
    /// A word on each line, with the ten columns of CoNLL-U between tabs.
    CONLLU,
    /// A word on each line, with its tags after tabs or spaces, and a blank line after a sentence.
    CONLL,
    /// A label and a text on each line, as fastText reads them.
    FASTTEXT,
    /// A folder for each class, with a file for each text.
    FOLDERS,
    /// A file for each class, with a text on each line.
    FILES
  }

  /// Keeps a value under the name of its setting.
  final O set(String setting, Object value) {
    words.put(setting, Settings.text(Objects.requireNonNull(value, setting)));
    return self();
  }

  /// Keeps a file under the name of its setting, as a path that is not taken for a word or a
  /// number.
  final O setFile(String setting, Path file) {
    Objects.requireNonNull(file, setting);
    return set(setting, file.isAbsolute() ? file : Path.of(".").resolve(file));
  }

  abstract O self();

  /// The values that were set, as the words of a plan.
  final SequencedMap<String, String> values() {
    return Collections.unmodifiableSequencedMap(words);
  }

  /// How rows are laid out; detected by default.
  public final O format(Format format) {
    return set("format", format.name().toLowerCase(Locale.ROOT));
  }

  /// The separator of a table's cells; detected by default.
  public final O delimiter(char delimiter) {
    return set("delimiter", delimiter);
  }

  /// The quotation mark of a table's cells; detected by default.
  public final O quote(char quote) {
    return set("quote", quote);
  }

  /// Reads `"` and `'` as ordinary characters.
  public final O noQuote() {
    return set("quote", "none");
  }

  /// Whether a table's first line names its columns; detected by default. Without a header they are
  /// called 1, 2 and so on.
  public final O header(boolean header) {
    return set("header", header);
  }

  /// The encoding, such as `windows-1252` or `cp949`; UTF-8 by default, unless a byte-order mark
  /// names another.
  public final O encoding(String encoding) {
    return set("encoding", encoding);
  }

  /// The fraction of the rows that chooses the best epoch; by default 5 to 20 % of those that are
  /// not for the test, depending on how many there are.
  public final O valid(double share) {
    return set("valid", share);
  }

  /// The file whose rows choose the best epoch.
  public final O valid(Path file) {
    return setFile("valid", file);
  }

  /// The fraction of the rows that is held out for the test; 0.1 by default.
  public final O test(double share) {
    return set("test", share);
  }

  /// The file whose rows are the test.
  public final O test(Path file) {
    return setFile("test", file);
  }

  /// Cross-validation: trains this many networks, each tested on its part of the rows. The model is
  /// the last one.
  public final O folds(int folds) {
    return set("folds", folds);
  }

  /// The optimiser; Adam by default.
  public final O optimizer(OptimizerKind optimizer) {
    return set("optimizer", optimizer);
  }

  /// The learning rate; 0.002 by default.
  public final O lr(double lr) {
    return set("lr", lr);
  }

  /// How the learning rate changes during training; constant by default. With
  /// [ScheduleKind#PLATEAU], training goes back to the best epoch whenever the rate is halved.
  public final O schedule(ScheduleKind schedule) {
    return set("schedule", schedule);
  }

  /// Whether the network that is scored, and kept, has a running average of the weights; true by
  /// default.
  public final O average(boolean average) {
    return set("average", average);
  }

  /// The maximum global gradient norm; 1 by default, 0 means no limit.
  public final O clip(double norm) {
    return set("clip", norm);
  }

  /// Weight decay; 0 by default.
  public final O weightDecay(double weightDecay) {
    return set("weightDecay", weightDecay);
  }

  /// Truncated back-propagation through time: the number of steps after which gradients are cut; 0,
  /// the default, means never.
  public final O truncate(int steps) {
    return set("truncate", steps);
  }

  /// The largest number of passes over the training rows; by default 8 to 30, depending on how many
  /// there are.
  public final O epochs(int epochs) {
    return set("epochs", epochs);
  }

  /// The number of rows in a training step; by default 16 to 64, depending on how many there are.
  public final O batchSize(int rows) {
    return set("batchSize", rows);
  }

  /// Stops after this many epochs without a better one; 0 means never. By default 2 to 4, depending
  /// on how many rows there are, 4 or 8 with [ScheduleKind#PLATEAU], or 0 if the rate falls to 0.
  public final O patience(int epochs) {
    return set("patience", epochs);
  }

  /// Stops after the epoch in which the monitored validation figure reaches this value, such as 0.9
  /// for an accuracy; 0, the default, means never.
  public final O target(double figure) {
    return set("target", figure);
  }

  /// Ends training after this many of its epochs, as if it were stopped then; 0, the default, means
  /// never.
  public final O stopAfter(int epochs) {
    return set("stopAfter", epochs);
  }

  /// Stops training each network after this many minutes, but not before its first epoch has ended;
  /// 0, the default, means no limit.
  public final O minutes(double minutes) {
    return set("minutes", minutes);
  }

  /// The random seed; 1 by default.
  public final O seed(long seed) {
    return set("seed", seed);
  }

  /// The number of threads that compute; 0, the default, is one for each processor. The result does
  /// not depend on it.
  public final O threads(int threads) {
    return set("threads", threads);
  }

  /// Where to compute; the CPU by default.
  public final O device(Device device) {
    return set("device", device);
  }
}
