package dev.recur.pages;

import dev.recur.reading.Shown;
import dev.recur.run.Evaluation;
import dev.recur.run.Finished;
import dev.recur.score.Block;
import dev.recur.score.Comparison;
import java.util.List;
import java.util.Map;

/// Two models side by side as a page: whether their difference means anything, every figure, and
/// rows that only one of them answers correctly. It is one file of HTML without scripts, which
/// loads nothing from elsewhere.
///
/// {@snippet class="EvaluationPageExample" region="comparison"}
///
/// @param a the name of model A
/// @param b the name of model B
/// @param ofA the evaluation of model A
/// @param ofB the evaluation of model B, on the same rows
/// @param comparison of their scores
/// @param texts whether the page shows rows of the data
public record ComparisonPage(
    String a, String b, Evaluation ofA, Evaluation ofB, Comparison comparison, boolean texts) {
  private static final int ROWS = 10; // of each kind
  private static final int TOP = 2; // answers to a row
  private static final int LONGEST = 2000; // characters of a row

  /// Draws the page.
  ///
  /// @return the page, to be written as UTF-8
  public String html() {
    Svg page = new Svg();
    BlockDrawing blocks = new BlockDrawing(page, Map.of());
    PageLook.begin(page, a + " and " + b);
    page.text("h1", a + " compared with " + b);
    page.text("p", "on %s: %s".formatted(ofA.data(), ofA.size()), "class", "quiet");
    page.text("p", comparison.verdict(a, b), "class", "verdict");
    for (Block block : comparison.blocks(a, b)) {
      blocks.draw(block);
    }
    if (texts) {
      only(page, a, ofA, ofB);
      only(page, b, ofB, ofA);
    }
    alone(page, a, ofA);
    alone(page, b, ofB);
    PageLook.end(page);
    return page.toString();
  }

  private static void alone(Svg page, String name, Evaluation evaluation) {
    page.text("h2", name);
    BlockDrawing blocks = new BlockDrawing(page, evaluation.at95());
    evaluation.scores().blocks().forEach(blocks::draw);
    new MetadataDrawing(page, blocks).draw(evaluation.model());
  }

  private void only(Svg page, String name, Evaluation right, Evaluation wrong) {
    List<Integer> rows = Comparison.onlyOne(right.scores(), wrong.scores(), ROWS);
    if (rows.isEmpty()) {
      return;
    }
    page.text("h2", "Only %s answers these correctly".formatted(name));
    page.text("p", "This section contains rows of the data.", "class", "quiet");
    page.begin("dl", "class", "samples");
    for (Finished.Sample row : right.samples(rows)) {
      page.text("dt", Shown.shortened(String.join(", ", row.cells()), LONGEST));
      String truth = right.model().shown(row.cells(), row.truth());
      page.text("dd", name + ": " + answer(right, row) + " (actual: %s)".formatted(truth));
      page.text("dd", (name.equals(a) ? b : a) + ": " + answer(wrong, row));
    }
    page.end();
  }

  private static String answer(Evaluation evaluation, Finished.Sample row) {
    return evaluation.model().answer(List.of(row.cells())).getFirst().line(TOP);
  }
}
