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

/// What came of a training: immutable, and safe to share between threads.
///
///     Model model = Jobs.open(Path.of("reviews.recur"));
///     model.answer(List.of(List.of("a wonderful film"))).getFirst().line(3);
public interface Model {
  /// What the model file says about itself: `task`, settings, figures, where the data came from.
  SequencedMap<String, String> metadata();

  /// The columns of the job that the model is of.
  List<Role> roles();

  /// What it says about rows, computed together; each answer is the same, to the bit, as if its row
  /// had been alone. Computes in the calling thread.
  ///
  /// @param rows the cells of each row, in the order of those [#roles()] that a model is given
  List<? extends Answer> answer(List<List<String>> rows);

  /// The names of what an answer has ([Answer#cells()]), in their order.
  List<String> answers();

  /// The words that an answer may have in its cells, such as labels, where they are known.
  default List<String> words() {
    return List.of();
  }

  /// How well the model does on rows with answers.
  ///
  /// @param rows read with [#columns]
  Scores score(Dataset rows, Workers workers);

  /// How the columns of a table are read that the model is scored on.
  ///
  /// @param names the column of each role, by the role's name
  default Columns columns(Map<String, String> names) {
    return Role.columns(roles(), names);
  }

  /// How many numbers were trained.
  long parameters();

  /// What there is to say about the model beside its metadata, for a person and for machines, such
  /// as its `labels`.
  default SequencedMap<String, Object> about() {
    return new LinkedHashMap<>();
  }

  /// What there is to say about the model beside its metadata, in words: [#about()] for a person.
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

  /// The same model with more in its metadata, such as the figures of its test.
  Model with(Map<String, String> metadata);

  /// The same model, unsure of answers that are less likely than this.
  ///
  /// @throws IllegalArgumentException if its answers have no probability
  default Model withMinConfidence(double probability) {
    throw new IllegalArgumentException(
        "the answers of a model of %s have no probability".formatted(metadata().get("task")));
  }

  /// The model as it is written.
  ModelFile file();

  /// Writes the model file; nothing is half-written.
  ///
  /// @throws IOException if it cannot be written, or exists and may not be overwritten
  default void save(Path file, boolean overwrite) throws IOException {
    file().write(file, overwrite);
  }
}
