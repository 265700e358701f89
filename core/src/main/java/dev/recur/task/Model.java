package dev.recur.task;

import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.file.ModelFile;
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

/// A trained model: immutable, and safe to share between threads.
///
///     Model model = Jobs.open(Path.of("reviews.recur"));
///     model.answer(List.of(List.of("a wonderful film"))).getFirst().line(2); // good 97.1 %, …
///
/// A job may offer more than this, such as [dev.recur.task.classify.Classifier#predict]: a program
/// that knows the job casts, or loads the job's own type.
public interface Model {
  /// What the model file says about itself, as words: `task`, settings as `group.name`, figures as
  /// `metric.name`, and facts about the training data as `data.name`.
  SequencedMap<String, String> metadata();

  /// The columns of the model's job, as in [Job#roles].
  List<Role> roles();

  /// The columns that it was trained on, by the names of their roles: `data.` and the role's name
  /// in its metadata. A table that has them is read by them unless others are named.
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

  /// Answers rows, an answer for each, in their order. They are computed together, and each answer
  /// is the same, to the bit, as if its row had been alone. Computes in the calling thread and
  /// starts none; several threads may call it at the same time.
  ///
  /// @param rows the cells of each row: one for each of the [#roles()] that a model is given, in
  ///   their order
  List<? extends Answer> answer(List<List<String>> rows);

  /// The names of an answer's cells ([Answer#cells()]), in their order, such as `label`.
  List<String> answers();

  /// The words that an answer's cells may hold, such as all labels; by default none are known.
  default List<String> words() {
    return List.of();
  }

  /// How well the model does on rows with answers. Answers count as [#answer] gives them.
  ///
  /// @param rows read with [#columns]
  /// @param workers compute it, with the calling thread
  /// @throws IllegalArgumentException for rows with other columns
  Scores score(Dataset rows, Workers workers);

  /// How to read the columns of a table that the model is to be scored on.
  ///
  /// @param names the column of each role, by the role's name, such as `text` → `review`
  default Columns columns(Map<String, String> names) {
    return Role.columns(roles(), names);
  }

  /// How many numbers (weights and biases) the network has.
  long parameters();

  /// Facts about the model that are not in its metadata, such as its `labels`, for JSON.
  default SequencedMap<String, Object> about() {
    return new LinkedHashMap<>();
  }

  /// The same facts as [#about()], in words for a person.
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

  /// The same model, which marks answers that are less likely than this as unsure.
  ///
  /// @param probability from 0, which marks none, to 1
  /// @throws IllegalArgumentException if its answers have no probability
  default Model withMinConfidence(double probability) {
    throw new IllegalArgumentException(
        "the answers of a model of %s have no probability".formatted(metadata().get("task")));
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
