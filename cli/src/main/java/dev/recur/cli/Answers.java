package dev.recur.cli;

import dev.recur.reading.Shown;
import dev.recur.run.Jobs;
import dev.recur.task.Model;
import dev.recur.task.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A model's answers to texts as lines, and the fastest way to print them.
final class Answers {
  static final int TOP = 3;

  private Answers() {}

  /// Answers `predict MODEL TEXT...` without a parser: loading picocli's classes takes longer than
  /// everything else.
  ///
  /// @return empty if there are options to parse, or something is wrong
  static List<String> ofPlain(String... args) {
    if (args.length < 3 || !args[0].equals("predict")) {
      return List.of();
    }
    for (String arg : args) {
      if (arg.isEmpty() || arg.startsWith("-")) {
        return List.of();
      }
    }
    try {
      return lines(Jobs.open(Path.of(args[1])), List.of(args).subList(2, args.length), TOP);
    } catch (IOException | RuntimeException e) {
      return List.of(); // the command reports it
    }
  }

  /// Returns an answer to each text, such as `animal 97.1 %, person 1.2 %, food 0.4 %`.
  ///
  /// @throws IllegalArgumentException if the model needs more than one cell of a row
  static List<String> lines(Model model, List<String> texts, int top) {
    List<Role> given = model.roles().stream().filter(Role::given).toList();
    if (given.size() != 1) {
      throw new IllegalArgumentException(
          "the model needs %s values for a row: predict from a file (--in FILE --out FILE)"
              .formatted(given.size()));
    }
    return model.answer(texts.stream().map(List::of).toList()).stream()
        .map(answer -> Shown.line(answer.line(top)))
        .toList();
  }
}
