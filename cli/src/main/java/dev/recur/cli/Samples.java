package dev.recur.cli;

import dev.recur.reading.Shown;
import dev.recur.run.Finished;
import dev.recur.run.Jobs;
import dev.recur.run.RunFiles;
import dev.recur.settings.Mention;
import dev.recur.task.Advice;
import dev.recur.task.Model;
import dev.recur.task.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Prints a new model's answers to a few rows, and what to try next.
record Samples(Screen screen, Model model) {
  private static final int TOP = 3;
  private static final String INDENT = "    ";

  /// Prints answers to a few rows.
  void print(Finished<?> finished) {
    screen.line("");
    screen.line("%s", finished.samplesTitle());
    finished.samples().forEach(this::print);
  }

  private void print(Finished.Sample sample) {
    String row = String.join(", ", sample.cells());
    screen.line("  %s", Shown.shortened(row, screen.width() - 2));
    String truth =
        sample.truth().isEmpty()
            ? ""
            : " (%s %s)".formatted(found(), model.shown(sample.cells(), sample.truth()));
    String answer = model.answer(List.of(sample.cells())).getFirst().line(TOP) + truth;
    for (String part : Shown.wrapped(Shown.line(answer), screen.width() - INDENT.length())) {
      screen.line("%s", INDENT + part);
    }
  }

  /// The word before the right answer.
  private String found() {
    return model.roles().stream()
        .filter(role -> !role.given())
        .findFirst()
        .map(role -> role.kind() == Role.Kind.LABEL ? "labelled" : role.name())
        .orElse("");
  }

  /// The arguments that advice suggests; may be empty.
  static String flags(Advice advice) {
    return advice.changes().stream().map(Mention::flag).collect(Collectors.joining(" "));
  }

  /// Prints the advice, where the model is, and commands to try with it.
  ///
  /// @param reported whether there is a page about the run
  void next(RunFiles files, boolean reported, Advice advice) {
    String program = screen.program();
    String unit = Jobs.of(model).unit();
    String flags = flags(advice);
    String text = advice.text().flags();
    if (!text.isEmpty()) {
      screen.line("");
      screen.paragraph("", text);
    }
    screen.line("");
    screen.line(
        "Saved as %s%s. Try next:",
        files.model(), reported ? ", with a report in " + files.report() : "");
    if (model.roles().stream().filter(Role::given).count() == 1) {
      screen.line("  %s predict %s \"a %s of your own\"", program, quoted(files.model()), unit);
    }
    screen.line("  %s info %s", program, quoted(files.model()));
    if (flags.isEmpty()) {
      screen.line(
          "  %s predict %s --in %ss.csv --out answers.csv", program, quoted(files.model()), unit);
    } else {
      screen.line("  %s train %s %s", program, ShellWords.of("@" + files.arguments()), flags);
    }
  }

  private static String quoted(Path file) {
    return ShellWords.of(file.toString());
  }
}
