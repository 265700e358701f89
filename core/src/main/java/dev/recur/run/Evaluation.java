package dev.recur.run;

import dev.recur.data.Dataset;
import dev.recur.score.Bootstrap;
import dev.recur.score.Interval;
import dev.recur.score.Scores;
import dev.recur.settings.Counts;
import dev.recur.source.DataFile;
import dev.recur.source.SourceSettings;
import dev.recur.source.Sources;
import dev.recur.source.WantedColumns;
import dev.recur.task.Job;
import dev.recur.task.Model;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;

/// How well a model does on data whose answers are known.
///
/// {@snippet class="RunExamples" region="evaluation"}
///
/// @param model the model
/// @param data the name of the data
/// @param columns the columns of the data, by the name of their role
/// @param rows the rows that were scored
/// @param scores the figures
/// @param at95 the 95 % intervals of the figures, by name
public record Evaluation(
    Model model,
    String data,
    SequencedMap<String, String> columns,
    Dataset rows,
    Scores scores,
    SequencedMap<String, Interval> at95) {

  /// Reads data and scores a model on it.
  ///
  /// @param model the model
  /// @param data the name of the data
  /// @param source how the data is read
  /// @param named the columns that the user named, by the name of their role; the others are those
  ///   that the model was trained on, or are detected
  /// @param sources resolves the name of the data
  /// @param seed of the resamples for the intervals
  /// @param workers the threads that compute; the caller closes them
  /// @param listener receives what was detected and what is done, from the calling thread
  /// @throws IllegalArgumentException if the data does not fit the model; the message says why
  /// @throws IOException if the data cannot be read
  public static Evaluation of(
      Model model,
      String data,
      SourceSettings source,
      Map<String, String> named,
      Sources sources,
      Seed seed,
      Workers workers,
      Consumer<RunEvent> listener)
      throws IOException {
    Job<?> job = Jobs.of(model);
    WantedColumns wanted = WantedColumns.of(model.roles(), named).knowing(model.trainedOn());
    SequencedMap<String, String> columns;
    Dataset rows;
    try (DataFile file =
        DataFile.open(
            data,
            source,
            wanted,
            sources,
            seed,
            event -> listener.accept(new RunEvent.OfData(event)))) {
      columns = file.columns();
      rows =
          file.readToTest(
              model.columns(columns),
              Set.copyOf(model.words()),
              event -> listener.accept(new RunEvent.OfData(event)));
    }
    listener.accept(new RunEvent.Doing(job.doing() + " " + Counts.of(rows.size(), job.unit())));
    Scores scores = model.score(rows, workers);
    listener.accept(new RunEvent.Doing("computing confidence intervals"));
    return new Evaluation(
        model, data, columns, rows, scores, Bootstrap.of(scores, seed.split("bootstrap"), workers));
  }

  /// The number of rows with their unit, such as `1,000 texts`.
  public String size() {
    return Counts.of(rows.size(), Jobs.of(model).unit());
  }

  /// The results for machines: the number of rows, every figure, and the details of the scores.
  public SequencedMap<String, Object> details() {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("data", data);
    all.put("rows", scores.rows());
    scores.figures().forEach((name, figure) -> all.put(name, figure.value()));
    all.putAll(scores.details(at95));
    return all;
  }

  /// The rows that the model answered wrongly, the worst first, as [Scores#mistakes] orders them;
  /// at most [Finished#MOST_MISTAKES].
  public List<Finished.Sample> mistakes() {
    return samples(scores.mistakes(Finished.MOST_MISTAKES));
  }

  /// Some of the rows, to be shown.
  ///
  /// @param numbers the numbers of the rows, from 0
  public List<Finished.Sample> samples(List<Integer> numbers) {
    TestSamples samples = new TestSamples(model.roles(), columns);
    return numbers.stream().map(i -> samples.sample(rows.row(i))).toList();
  }
}
