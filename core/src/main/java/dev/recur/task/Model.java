package dev.recur.task;

import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.file.ModelFile;
import dev.recur.reading.TokenCell;
import dev.recur.score.Scores;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// A trained model. Immutable and safe to share between threads.
///
/// {@snippet class="TaskExamples" region="model"}
///
/// The model of a job may offer more, such as [dev.recur.task.classify.Classifier#predict]: a
/// program that knows the job casts to its type, or loads that type.
public interface Model {
  /// The metadata of the model file, as strings: `task`, settings as `group.name`, figures as
  /// `metric.name`, facts about the training data as `data.name`, and more (docs/model-file.md).
  SequencedMap<String, String> metadata();

  /// The columns of the model's job, as in [Job#roles].
  List<Role> roles();

  /// The columns that it was trained on, by role: in the metadata, `data.` and the role's name. In
  /// a table that has these columns they are the default.
  default SequencedMap<String, String> trainedOn() {
    SequencedMap<String, String> columns = new LinkedHashMap<>();
    SequencedMap<String, String> known = metadata();
    for (Role role : roles()) {
      String column = known.get("data." + role.name());
      if (column != null) {
        columns.put(role.name(), column);
      }
    }
    return columns;
  }

  /// Answers rows: one answer for each, in their order. The rows are computed together; each answer
  /// has the same bits as if its row had been alone. Computes in the calling thread and starts no
  /// other; several threads may call it at the same time.
  ///
  /// @param rows the cells of each row: one for each of the [#roles()] that are inputs
  ///   ([Role#given]), in their order
  List<? extends Answer> answer(List<List<String>> rows);

  /// The right answer to a row for people, in the form of the model's own ([Answer#line]).
  ///
  /// @param row its cells, as for [#answer]
  /// @param truth the cell with the right answer, as the data has it
  default String shown(List<String> row, String truth) {
    return TokenCell.shown(truth);
  }

  /// The names of an answer's cells ([Answer#cells()]), in their order, such as `label`.
  List<String> answers();

  /// The words that the cells of an answer may hold, such as all labels; by default empty: unknown.
  default List<String> words() {
    return List.of();
  }

  /// Scores the model on rows whose answers are known. Its own answers are those of [#answer].
  ///
  /// @param rows read with [#columns]
  /// @param workers the threads that compute, besides the calling thread
  /// @throws IllegalArgumentException for rows with other columns
  Scores score(Dataset rows, Workers workers);

  /// The columns of a table that the model can be scored on, with their recipes.
  ///
  /// @param names the column of each role, by the role's name, such as `text` → `review`
  default Columns columns(Map<String, String> names) {
    return Role.columns(roles(), names);
  }

  /// The number of weights and biases in the network.
  long parameters();

  /// Facts about the model that are not in its metadata, such as its `labels`, for JSON.
  default SequencedMap<String, Object> about() {
    return new LinkedHashMap<>();
  }

  /// The facts of [#about()] as words for people.
  default SequencedMap<String, String> described() {
    SequencedMap<String, String> words = new LinkedHashMap<>();
    about().forEach((name, value) -> words.put(name, words(value)));
    return words;
  }

  private static String words(Object value) {
    return value instanceof Collection<?> all
        ? all.size() + ": " + all.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : value.toString();
  }

  /// The same model with more metadata, such as the figures of its test.
  ///
  /// @param metadata keys and values, such as `metric.test.accuracy`; they replace equal keys
  Model with(Map<String, String> metadata);

  /// The same model, which marks answers less likely than this as unsure.
  ///
  /// @param probability at least 0, which marks none, and below 1
  /// @throws IllegalArgumentException if the model's answers have no probability, or for another
  ///   number
  default Model withMinConfidence(double probability) {
    throw new IllegalArgumentException(
        "only classifiers mark answers as unsure, got a model of the task \"%s\""
            .formatted(metadata().get("task")));
  }

  /// The same model, whose answers hold the likeliest ones of a row that has several, such as
  /// sequences of tags.
  ///
  /// @param count how many, at least 1
  /// @throws IllegalArgumentException if the model has only one answer to a row, or for another
  ///   number
  default Model withBest(int count) {
    throw new IllegalArgumentException(
        "only taggers have several answers to a row, got a model of the task \"%s\""
            .formatted(metadata().get("task")));
  }

  /// The model as a file in memory: equal models give equal bytes.
  ModelFile file();

  /// Writes the model file, atomically, and replaces an existing one.
  ///
  /// @throws IOException if it cannot be written; an existing file is then unchanged
  default void save(Path file) throws IOException {
    save(file, true);
  }

  /// Writes the model file, atomically: a reader finds the whole file or none.
  ///
  /// @param overwrite whether an existing file is replaced
  /// @throws IOException if it cannot be written, or exists and may not be overwritten
  default void save(Path file, boolean overwrite) throws IOException {
    file().write(file, overwrite);
  }
}
