package dev.recur.pages;

import dev.recur.run.Evaluation;
import dev.recur.score.Figure;
import dev.recur.score.Scores;

/// An evaluation as a page: all figures, where the model errs, and the settings it was trained
/// with. It is one file of HTML without scripts, which loads nothing from elsewhere.
///
/// {@snippet class="EvaluationPageExample" region="page"}
///
/// @param title the title of the page, such as the name of the model file
/// @param evaluation what is shown
/// @param texts whether the page shows rows of the data
public record EvaluationPage(String title, Evaluation evaluation, boolean texts) {
  /// A page that shows some rows of the data with the model's answers.
  public EvaluationPage(String title, Evaluation evaluation) {
    this(title, evaluation, true);
  }

  /// A page without rows of the data, for readers who must not see them.
  public EvaluationPage withoutTexts() {
    return new EvaluationPage(title, evaluation, false);
  }

  /// Draws the page.
  ///
  /// @return the page, to be written as UTF-8
  public String html() {
    Svg page = new Svg();
    Scores scores = evaluation.scores();
    BlockDrawing blocks = new BlockDrawing(page, evaluation.at95());
    PageLook.begin(page, title);
    page.text("h1", "Evaluation: " + title);
    page.text("p", "on %s: %s".formatted(evaluation.data(), evaluation.size()), "class", "quiet");
    page.begin("ul", "class", "tiles");
    for (String name : scores.summary()) {
      Figure figure = scores.figure(name);
      blocks.tile(
          figure.text(), figure.title(), blocks.intervalNote(evaluation.at95().get(name), figure));
    }
    page.end();
    scores.blocks().forEach(blocks::draw);
    if (texts) {
      new RowDrawing(page, evaluation.model()).mistakes(evaluation.mistakes());
    }
    page.text("h2", "The model");
    new MetadataDrawing(page, blocks).draw(evaluation.model());
    PageLook.end(page);
    return page.toString();
  }
}
