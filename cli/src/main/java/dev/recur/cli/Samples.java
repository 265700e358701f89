package dev.recur.cli;

import dev.recur.data.Dataset;
import dev.recur.data.Row;
import dev.recur.run.RunFiles;
import dev.recur.run.Shown;
import dev.recur.task.Classifier;
import java.nio.file.Path;
import java.util.List;

/// What a fresh model says about a few texts, and what to try next.
record Samples(Screen screen, Classifier model) {
  private static final int HOW_MANY = 5;
  private static final int LABELS = 3;
  private static final String INDENT = "    ";

  /// Predictions of texts that nobody labelled, or where there are none, of some of the test's.
  void print(List<String> texts, Dataset test) {
    screen.line("");
    if (!texts.isEmpty()) {
      screen.line("Sentences that no dictionary holds");
      texts.forEach(text -> print(text, ""));
      return;
    }
    screen.line("Some texts of the test");
    List<String> columns = test.columns().names();
    int shown = Math.min(HOW_MANY, test.size());
    for (int i = 0; i < shown; i++) {
      Row row = test.row((int) ((long) i * test.size() / shown));
      print(row.text(columns.getFirst()), " (labelled " + row.text(columns.getLast()) + ")");
    }
  }

  private void print(String text, String truth) {
    screen.line("  %s", Shown.shortened(text, screen.width() - 2));
    String said = Answers.line(model.predict(text), LABELS) + truth;
    for (String part : Screen.wrapped(said, screen.width() - INDENT.length())) {
      screen.line("%s", INDENT + part);
    }
  }

  /// Where the model is, and the commands to try with it.
  void next(RunFiles files, Advice advice) {
    String program = screen.program();
    screen.line("");
    screen.paragraph("", advice.text());
    screen.line("");
    screen.line("Saved as %s. Try next:", files.model());
    screen.line("  %s predict %s \"a text of your own\"", program, quoted(files.model()));
    screen.line("  %s info %s", program, quoted(files.model()));
    if (advice.flags().isEmpty()) {
      screen.line(
          "  %s predict %s --in texts.csv --out answers.csv", program, quoted(files.model()));
    } else {
      screen.line(
          "  %s train %s %s", program, ShellWords.of("@" + files.arguments()), advice.flags());
    }
  }

  private static String quoted(Path file) {
    return ShellWords.of(file.toString());
  }
}
