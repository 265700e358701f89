package dev.recur.pages;

import dev.recur.run.Finished;
import dev.recur.run.Report;
import dev.recur.score.Figure;
import dev.recur.score.Scores;
import dev.recur.settings.Counts;
import dev.recur.settings.Sentence;
import dev.recur.task.Baseline;
import dev.recur.train.TrainingEvent.EpochEnded;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
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
    page.raw("<!DOCTYPE html>\n");
    page.begin("html", "lang", "en");
    page.begin("head");
    page.empty("meta", "charset", "utf-8");
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.text("title", title);
    page.raw("<style>" + PageLook.SHEET + "</style>\n");
    page.end();
    page.begin("body");
    page.begin("main");
    head();
    comparison();
    training();
    page.text("h2", "Test");
    test().blocks().forEach(blocks::draw);
    samples();
    advice();
    repeat();
    page.end();
    page.end();
    page.end();
    return page.toString();
  }

  private void head() {
    page.text("h1", title);
    page.text(
        "p",
        "%s on %s: %s held out for the test"
            .formatted(
                report.plan().job(), report.plan().file(), Counts.of(test().rows(), report.unit())),
        "class",
        "quiet");
    page.begin("ul", "class", "tiles");
    String interval = BlockDrawing.interval(report.at95().get(test().headline()), headline());
    tile(
        headline().text(),
        headline().title(),
        interval.isEmpty() ? "" : (interval + " (95 %)").replace(" %", "\u00A0%"));
    if (!report.baselines().isEmpty()) {
      Baseline best = report.baselines().getLast();
      tile(best.figure().text(), best.title(), "the best simple method");
    }
    tile(
        Integer.toString(report.training().epochs()),
        report.training().epochs() == 1 ? "epoch" : "epochs",
        "the best one is %s".formatted(report.training().bestEpoch()));
    tile(seconds(report.training().seconds()), "of training", "");
    tile(String.format(Locale.ROOT, "%,d", finished.model().parameters()), "weights", "");
    page.end();
    for (Sentence note : report.notes()) {
      blocks.paragraph(note.flags());
    }
  }

  private void tile(String figure, String title, String note) {
    page.begin("li");
    page.text("strong", figure.replace(" ", "\u00A0"));
    page.text("span", title);
    if (!note.isEmpty()) {
      page.text("span", note);
    }
    page.end();
  }

  private static String seconds(double seconds) {
    return seconds < 100
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : String.format(Locale.ROOT, "%d:%02d min", (long) seconds / 60, (long) seconds % 60);
  }

  private void comparison() {
    page.text("h2", "Beside simpler methods");
    blocks.beginTable("", "on the test", headline().title(), "", "");
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

  private void training() {
    if (epochs.isEmpty()) {
      return;
    }
    page.text("h2", "Training");
    EpochEnded last = epochs.getLast();
    Figure figure = last.validHeadline();
    boolean percent = figure.notation() == Figure.Notation.PERCENT;
    double scale = percent ? 100 : 1;
    Panel losses =
        panel(
            "loss",
            line("training, with dropout", Pen.of(0), EpochEnded::trainLoss),
            line("validation", Pen.of(1).withHeavy(), EpochEnded::validLoss));
    Panel figures =
        panel(
            figure.title() + (percent ? ", %" : ""),
            line("a sample of training", Pen.of(0).withDashes(), e -> scale * e.trainHeadline()),
            line("validation", Pen.of(1).withHeavy(), e -> scale * e.validHeadline().value()));
    Panel speed = panel("tokens/s", line("speed", Pen.of(2), e -> e.tokens() / e.seconds()));
    page.begin("div", "class", "chart");
    page.raw(
        new Chart(
                "Each epoch",
                "The weights of epoch %s are kept: %s."
                    .formatted(report.training().bestEpoch(), report.training().kept()),
                List.of(losses, figures, speed))
            .svg());
    page.end();
    page.begin("details");
    page.text("summary", "The numbers of these curves");
    epochTable(figure);
    page.end();
  }

  private Panel panel(String quantity, Series... lines) {
    return new Panel("", Axis.linear("epoch"), Axis.linear(quantity), List.of(lines));
  }

  private Series line(String label, Pen pen, ToDoubleFunction<EpochEnded> value) {
    return new Series(
        label,
        pen,
        epochs.stream().map(e -> new Point(e.epoch(), value.applyAsDouble(e))).toList());
  }

  private void epochTable(Figure figure) {
    List<String> titles =
        new ArrayList<>(List.of("epoch", "training loss", "training " + figure.title()));
    epochs.getLast().valid().values().forEach(f -> titles.add("validation " + f.title()));
    titles.addAll(List.of("tokens/s", "seconds", ""));
    blocks.beginTable("", titles.toArray(String[]::new));
    for (EpochEnded epoch : epochs) {
      page.begin("tr");
      page.text("th", Integer.toString(epoch.epoch()), "scope", "row");
      number(Figure.lower("", epoch.trainLoss()).text());
      number(figure.text(epoch.trainHeadline()));
      epoch.valid().values().forEach(f -> number(f.text()));
      number(String.format(Locale.ROOT, "%,.0f", epoch.tokens() / epoch.seconds()));
      number(String.format(Locale.ROOT, "%.1f", epoch.seconds()));
      page.text("td", epoch.best() ? "best" : "", "class", "quiet");
      page.end();
    }
    blocks.endTable();
  }

  private void number(String text) {
    page.text("td", text, "class", "number");
  }

  private void samples() {
    if (!texts || finished.samples().isEmpty()) {
      return;
    }
    page.text("h2", finished.samplesTitle());
    page.text("p", "This part holds rows of the data.", "class", "quiet");
    page.begin("dl", "class", "samples");
    for (Finished.Sample sample : finished.samples()) {
      page.text("dt", String.join(", ", sample.cells()).replace("\u001F", " ").strip());
      String truth = sample.truth().isEmpty() ? "" : " (right: %s)".formatted(sample.truth());
      page.text(
          "dd",
          finished.model().answer(List.of(sample.cells())).getFirst().line(3)
              + truth.replace("\u001F", " "));
    }
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
    page.begin("details");
    page.text("summary", "All settings, figures and hashes in the model file");
    blocks.beginTable("", "key", "value");
    finished
        .model()
        .metadata()
        .forEach(
            (key, value) -> {
              page.begin("tr");
              page.text("th", key, "scope", "row");
              page.text("td", Objects.toString(value), "class", "break");
              page.end();
            });
    blocks.endTable();
    page.end();
    page.text("p", "Recur " + finished.model().file().programVersion(), "class", "quiet");
  }
}
