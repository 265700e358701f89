package dev.recur.cli;

import dev.recur.run.Shown;
import dev.recur.score.ClassMetrics;
import java.util.List;
import java.util.stream.IntStream;

/// Figures of each label, and what was taken for what, as tables that fit the screen.
record ClassTables(Screen screen, List<String> labels, ClassMetrics test) {
  private static final int MOST_CLASSES = 40;
  private static final int MOST_IN_MATRIX = 20;
  private static final int MOST_CONFUSIONS = 5;
  private static final int LONGEST_LABEL = 24;
  private static final int LONGEST_IN_MATRIX = 16;

  /// Precision, recall and F1 of each label.
  void classes() {
    int shown = Math.min(labels.size(), MOST_CLASSES);
    String format = "  %-" + width(shown, LONGEST_LABEL) + "s  %9s  %7s  %7s  %6s";
    screen.line("");
    screen.line(format, "label", "precision", "recall", "F1", "texts");
    for (int c : order()) {
      screen.line(
          format,
          Shown.shortened(labels.get(c), LONGEST_LABEL),
          Figures.percent(test.precision(c)),
          Figures.percent(test.recall(c)),
          Figures.percent(test.f1(c)),
          Figures.count(test.support(c)));
    }
    if (shown < labels.size()) {
      screen.line("  and %s", Figures.count(labels.size() - shown, "rarer label"));
    }
  }

  /// The labels to show, in their order; of very many only the most frequent.
  private List<Integer> order() {
    return labels.size() <= MOST_CLASSES
        ? LabelOrder.of(labels)
        : IntStream.range(0, MOST_CLASSES).boxed().toList();
  }

  private int width(int shown, int most) {
    int longest =
        labels.subList(0, shown).stream()
            .mapToInt(label -> Shown.shortened(label, most).length())
            .max()
            .orElse(0);
    return Math.clamp(longest, 5, most);
  }

  /// How often each label was taken for each other one, of up to twenty labels.
  void matrix() {
    int k = labels.size();
    if (k > MOST_IN_MATRIX) {
      return;
    }
    int digits = 2;
    for (int a = 0; a < k; a++) {
      for (int p = 0; p < k; p++) {
        digits = Math.max(digits, Integer.toString(test.confusion(a, p)).length());
      }
    }
    int width = width(k, LONGEST_IN_MATRIX);
    int atOnce = Math.max(1, (screen.width() - width - 6) / (digits + 1));
    screen.line("");
    screen.paragraph(
        "", "Confusion matrix: a row for what a text is, a column for what it was taken for");
    for (int from = 0; from < k; from += atOnce) {
      matrix(from, Math.min(k, from + atOnce), width, " %" + digits + "s");
    }
  }

  private void matrix(int from, int to, int width, String cell) {
    List<Integer> order = order();
    StringBuilder head = new StringBuilder(" ".repeat(width + 6));
    for (int p = from; p < to; p++) {
      head.append(Figures.text(cell, p + 1));
    }
    screen.line("%s", head);
    for (int a = 0; a < labels.size(); a++) {
      StringBuilder row = new StringBuilder();
      String label = Shown.shortened(labels.get(order.get(a)), LONGEST_IN_MATRIX);
      row.append(Figures.text("  %3d %-" + width + "s", a + 1, label));
      for (int p = from; p < to; p++) {
        int count = test.confusion(order.get(a), order.get(p));
        row.append(Figures.text(cell, count == 0 ? "." : Integer.toString(count)));
      }
      screen.line("%s", row);
    }
  }

  /// The commonest confusions.
  void confusions() {
    List<ClassMetrics.Confusion> worst = test.worst(MOST_CONFUSIONS);
    if (worst.isEmpty()) {
      return;
    }
    screen.line("");
    screen.line("Worst confusions");
    for (ClassMetrics.Confusion confusion : worst) {
      screen.line(
          "  %s was taken for %s in %,d of %,d texts.",
          label(confusion.actual()),
          label(confusion.predicted()),
          confusion.count(),
          test.support(confusion.actual()));
    }
  }

  private String label(int c) {
    return "\"" + Shown.shortened(labels.get(c), LONGEST_LABEL) + "\"";
  }
}
