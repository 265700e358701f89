package dev.recur.cli;

import dev.recur.data.Dataset;
import dev.recur.file.ModelFile;
import dev.recur.reading.Blank;
import dev.recur.reading.TokenCell;
import dev.recur.score.Scores;
import dev.recur.task.Answer;
import dev.recur.task.Model;
import dev.recur.task.Role;
import dev.recur.tensor.Workers;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A model that is given texts whose words are separated by spaces, for one that knows words.
///
/// @param model the model that answers
record TokenizedModel(Model model) implements Model {

  /// @throws IllegalArgumentException if the model is not given words
  static Model of(Model model) {
    if (model.roles().stream().noneMatch(role -> role.kind() == Role.Kind.WORDS)) {
      throw new IllegalArgumentException(
          "--tokenized is for taggers, got a model of the task \"%s\""
              .formatted(model.metadata().get("task")));
    }
    return new TokenizedModel(model);
  }

  @Override
  public List<? extends Answer> answer(List<List<String>> rows) {
    return model.answer(
        rows.stream().map(row -> row.stream().map(TokenizedModel::words).toList()).toList());
  }

  private static String words(String cell) {
    return TokenCell.is(cell) || Blank.is(cell)
        ? cell
        : TokenCell.of(List.of(Blank.strip(cell).split("\\s+")));
  }

  @Override
  public SequencedMap<String, String> metadata() {
    return model.metadata();
  }

  @Override
  public List<Role> roles() {
    return model.roles();
  }

  @Override
  public List<String> answers() {
    return model.answers();
  }

  @Override
  public List<String> words() {
    return model.words();
  }

  @Override
  public Scores score(Dataset rows, Workers workers) {
    return model.score(rows, workers);
  }

  @Override
  public long parameters() {
    return model.parameters();
  }

  @Override
  public Model with(Map<String, String> metadata) {
    return new TokenizedModel(model.with(metadata));
  }

  @Override
  public ModelFile file() {
    return model.file();
  }
}
