package dev.recur.pages;

import dev.recur.reading.Shown;
import dev.recur.run.Finished;
import dev.recur.task.Model;
import java.util.List;

/// Writes rows of the data with a model's answers.
///
/// @param page the page
/// @param model answers them
record RowDrawing(Svg page, Model model) {
  private static final int TOP = 3; // answers to a row
  private static final int LONGEST = 2000; // characters of a row

  /// Writes the rows that were answered wrongly; nothing if there are none.
  void mistakes(List<Finished.Sample> rows) {
    if (!rows.isEmpty()) {
      draw("The most confident errors", rows);
    }
  }

  /// Writes rows under a heading; nothing if there are none.
  void draw(String title, List<Finished.Sample> rows) {
    if (rows.isEmpty()) {
      return;
    }
    page.text("h2", title);
    page.text(
        "p",
        "This section contains rows of the data (--no-report-texts leaves them out).",
        "class",
        "quiet");
    page.begin("dl", "class", "samples");
    for (Finished.Sample row : rows) {
      page.text("dt", Shown.shortened(String.join(", ", row.cells()), LONGEST));
      String truth = model.shown(row.cells(), row.truth());
      page.text(
          "dd",
          model.answer(List.of(row.cells())).getFirst().line(TOP)
              + (truth.isEmpty() ? "" : " (actual: %s)".formatted(truth)));
    }
    page.end();
  }
}
