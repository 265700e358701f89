package dev.recur.cli;

import dev.recur.reading.Shown;
import dev.recur.run.Finished;
import dev.recur.run.RunFiles;
import dev.recur.settings.Mention;
import dev.recur.task.Advice;
import dev.recur.task.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// What a fresh model says about a few rows, and what to try next.
record Samples(Screen screen, Model model) {
  private static final int TOP = 3;
  private static final String INDENT = "    ";

  /// Answers to rows that nobody labelled, or to some of the test's.
  void print(List<Finished.Sample> samples) {
    boolean labelled = samples.stream().anyMatch(sample -> !sample.truth().isEmpty());
    screen.line("");
    screen.line(labelled ? "Some texts of the test" : "Sentences that no dictionary holds");
    samples.forEach(this::print);
  }

  private void print(Finished.Sample sample) {
    String row = String.join(", ", sample.cells());
    screen.line("  %s", Shown.shortened(row, screen.width() - 2));
    String truth = sample.truth().isEmpty() ? "" : " (labelled " + sample.truth() + ")";
    String said = model.answer(List.of(sample.cells())).getFirst().line(TOP) + truth;
    for (String part : Shown.wrapped(Shown.line(said), screen.width() - INDENT.length())) {
      screen.line("%s", INDENT + part);
    }
  }

  /// The arguments that advice says to try; or nothing.
  static String flags(Advice advice) {
    return advice.changes().stream().map(Mention::flag).collect(Collectors.joining(" "));
  }

  /// Where the model is, and the commands to try with it.
  void next(RunFiles files, Advice advice) {
    String program = screen.program();
    String flags = flags(advice);
    String text = advice.text().flags();
    if (!text.isEmpty()) {
      screen.line("");
      screen.paragraph("", text);
    }
    screen.line("");
    screen.line("Saved as %s. Try next:", files.model());
    screen.line("  %s predict %s \"a text of your own\"", program, quoted(files.model()));
    screen.line("  %s info %s", program, quoted(files.model()));
    if (flags.isEmpty()) {
      screen.line(
          "  %s predict %s --in texts.csv --out answers.csv", program, quoted(files.model()));
    } else {
      screen.line("  %s train %s %s", program, ShellWords.of("@" + files.arguments()), flags);
    }
  }

  private static String quoted(Path file) {
    return ShellWords.of(file.toString());
  }
}
