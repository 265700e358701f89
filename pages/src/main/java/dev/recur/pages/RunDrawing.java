package dev.recur.pages;

import dev.recur.run.Finished;
import dev.recur.run.Report;
import dev.recur.score.Figure;
import dev.recur.score.Scores;
import dev.recur.settings.Counts;
import dev.recur.settings.Sentence;
import dev.recur.task.Baseline;
import dev.recur.train.TrainingEvent.EpochEnded;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Draws the page of a run.
final class RunDrawing {
  private final String title;
  private final Finished<?> finished;
  private final Report report;
  private final List<EpochEnded> epochs;
  private final boolean texts;
  private final Svg page = new Svg();
  private final BlockDrawing blocks;

  /// @param epochs those of the network that was kept, in order
  /// @param texts whether the page shows rows of the data
  RunDrawing(String title, Finished<?> finished, List<EpochEnded> epochs, boolean texts) {
    this.title = title;
    this.finished = finished;
    this.epochs = epochs;
    this.texts = texts;
    report = finished.report();
    blocks = new BlockDrawing(page, report.at95());
  }

  private Scores test() {
    return report.test();
  }

  private Figure headline() {
    return test().figure(test().headline());
  }

  String html() {
    PageLook.begin(page, title);
    head();
    comparison();
    advice();
    training();
    page.text("h2", "Test");
    test().blocks().forEach(blocks::draw);
    if (texts) {
      RowDrawing rows = new RowDrawing(page, finished.model());
      rows.mistakes(finished.mistakes());
      rows.draw(finished.samplesTitle(), finished.samples());
    }
    repeat();
    PageLook.end(page);
    return page.toString();
  }

  private void training() {
    if (!epochs.isEmpty()) {
      page.text("h2", "Training");
      new EpochDrawing(page, blocks, epochs)
          .draw(
              "The weights of epoch %s are kept: %s."
                  .formatted(report.training().bestEpoch(), report.training().kept()));
    }
  }

  private void head() {
    page.text("h1", "Report: " + title);
    page.text(
        "p",
        "%s on %s: %s held out for the test"
            .formatted(
                report.plan().job(), report.plan().file(), Counts.of(test().rows(), report.unit())),
        "class",
        "quiet");
    page.begin("ul", "class", "tiles");
    blocks.tile(
        headline().text(),
        headline().title(),
        blocks.intervalNote(report.at95().get(test().headline()), headline()));
    if (!report.baselines().isEmpty()) {
      Baseline best = report.baselines().getLast();
      blocks.tile(best.figure().text(), best.title(), "the best simple method");
    }
    blocks.tile(
        Integer.toString(report.training().epochs()),
        report.training().epochs() == 1 ? "epoch" : "epochs",
        "the best one is %s".formatted(report.training().bestEpoch()));
    blocks.tile(seconds(report.training().seconds()), "of training", "");
    blocks.tile(String.format(Locale.ROOT, "%,d", finished.model().parameters()), "weights", "");
    page.end();
    for (Sentence note : report.notes()) {
      page.text("p", note.flags(), "class", "note");
    }
  }

  private static String seconds(double seconds) {
    return seconds < 100
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : String.format(Locale.ROOT, "%d:%02d min", (long) seconds / 60, (long) seconds % 60);
  }

  private void comparison() {
    page.text("h2", "Compared with simpler methods");
    blocks.beginTable("", "method", headline().title(), "", "");
    for (Baseline baseline : report.baselines()) {
      bar(baseline.title(), baseline.figure(), baseline.note(), "");
    }
    test().parts().values().forEach(part -> bar(part.title(), part, "", ""));
    String own = test().parts().isEmpty() ? "network" : "model";
    bar(own, headline(), "", "own");
    blocks.endTable();
    report.folds().blocks(report.unit()).forEach(blocks::draw);
  }

  private void bar(String title, Figure figure, String note, String style) {
    double most = figure.notation() == Figure.Notation.PERCENT ? 1 : Double.NaN;
    double share = Double.isFinite(figure.value()) ? Math.clamp(figure.value() / most, 0, 1) : 0;
    page.begin("tr", "class", style);
    page.text("th", title, "scope", "row");
    page.text("td", figure.text(), "class", "number");
    page.begin("td", "class", "bar");
    if (!Double.isNaN(share)) {
      page.text("i", "", "style", "width: " + Svg.number(100 * share) + "%");
    }
    page.end();
    page.text("td", note, "class", "quiet");
    page.end();
  }

  /// An argument as a shell takes it.
  private static String quoted(String argument) {
    return argument.matches("[\\w./=:@%+,-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }

  private void advice() {
    String text = report.advice().text().flags();
    if (!text.isEmpty()) {
      page.text("h2", "What to try next");
      blocks.paragraph(text);
    }
  }

  private void repeat() {
    page.text("h2", "Settings");
    page.text("p", "This command repeats the run to the bit:");
    page.text(
        "pre",
        report.plan().arguments().stream()
            .map(RunDrawing::quoted)
            .collect(Collectors.joining(" ", "recur train ", "")));
    new MetadataDrawing(page, blocks).draw(finished.model());
  }
}
