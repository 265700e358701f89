package dev.recur.pages;

import dev.recur.score.Figure;
import dev.recur.train.TrainingEvent.EpochEnded;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Draws the epochs of a training: curves, and a table of their numbers.
///
/// @param page the page
/// @param blocks writes tables into it
/// @param epochs those of one network, in order; at least one
record EpochDrawing(Svg page, BlockDrawing blocks, List<EpochEnded> epochs) {
  private static final int MOST_PANELS = 3; // of a chart
  private static final int MOST_ROWS = 300; // of the table, besides the best and the last

  /// @param caption which weights are kept, and why
  void draw(String caption) {
    Figure figure = epochs.getLast().validHeadline();
    chart("Curves by epoch", caption, curves(figure));
    if (epochs.stream().anyMatch(e -> e.updates().gradientNorm() > 0)) {
      chart(
          "Updates",
          "The gradient is measured before clipping, as a mean over the epoch; the update is the"
              + " last one of the epoch.",
          updates());
    }
    List<Panel> others = others(figure);
    for (int from = 0; from < others.size(); from += MOST_PANELS) {
      List<Panel> row = others.subList(from, Math.min(others.size(), from + MOST_PANELS));
      chart("Other figures of the validation, and padding saved", "", row);
    }
    page.begin("details");
    page.text("summary", "The numbers of these curves");
    table(figure);
    page.end();
  }

  private void chart(String title, String caption, List<Panel> panels) {
    page.begin("div", "class", "chart");
    page.raw(new Chart(title, caption, panels).svg());
    page.end();
  }

  private List<Panel> curves(Figure figure) {
    boolean percent = figure.notation() == Figure.Notation.PERCENT;
    double scale = percent ? 100 : 1;
    return List.of(
        panel(
            Axis.linear("loss"),
            line("training, with dropout", Pen.of(0), EpochEnded::trainLoss),
            line("validation", Pen.of(1).withHeavy(), EpochEnded::validLoss)),
        panel(
            Axis.linear(figure.title() + (percent ? ", %" : "")),
            line(
                "sample of training, without dropout",
                Pen.of(0).withDashes(),
                e -> scale * e.trainHeadline()),
            line("validation", Pen.of(1).withHeavy(), e -> scale * e.validHeadline().value())),
        panel(Axis.linear("tokens/s"), line("speed", Pen.of(2), e -> e.tokens() / e.seconds())));
  }

  private List<Panel> updates() {
    return List.of(
        panel(
            Axis.linear("learning rate"),
            line("learning rate", Pen.of(3), e -> e.updates().learningRate())),
        panel(
            Axis.linear("norm of the gradient"),
            line("gradient", Pen.of(4), e -> e.updates().gradientNorm())),
        panel(
            Axis.linear("norm of the update"),
            line("update", Pen.of(5), e -> e.updates().updateNorm())));
  }

  /// The figures of the validation besides the loss and the most informative one, and the padding
  /// that batches of unequal lengths were spared.
  private List<Panel> others(Figure headline) {
    List<Panel> panels = new ArrayList<>();
    for (Map.Entry<String, Figure> entry : epochs.getLast().valid().entrySet()) {
      Figure figure = entry.getValue();
      if (figure.title().equals("loss") || figure.title().equals(headline.title())) {
        continue;
      }
      boolean percent = figure.notation() == Figure.Notation.PERCENT;
      double scale = percent ? 100 : 1;
      panels.add(
          panel(
              Axis.linear(figure.title() + (percent ? ", %" : "")),
              line("validation", Pen.of(1).withHeavy(), e -> scale * value(e, entry.getKey()))));
    }
    panels.add(
        panel(
            Axis.linear("padding saved, %"),
            line("padding saved", Pen.of(2), e -> 100 * e.paddingShare())));
    return panels;
  }

  private static double value(EpochEnded epoch, String name) {
    Figure figure = epoch.valid().get(name);
    return figure == null ? Double.NaN : figure.value();
  }

  private static Panel panel(Axis y, Series... lines) {
    return new Panel("", Axis.linear("epoch"), y, List.of(lines));
  }

  private Series line(String label, Pen pen, ToDoubleFunction<EpochEnded> value) {
    return new Series(
        label,
        pen,
        epochs.stream().map(e -> new Point(e.epoch(), value.applyAsDouble(e))).toList());
  }

  private void table(Figure figure) {
    List<String> titles =
        new ArrayList<>(List.of("epoch", "training loss", "training " + figure.title()));
    epochs.getLast().valid().values().forEach(f -> titles.add("validation " + f.title()));
    titles.addAll(
        List.of(
            "learning rate",
            "gradient",
            "update",
            "padding saved",
            "tokens/s",
            "seconds",
            "waiting for data",
            ""));
    blocks.beginTable("numbers", titles.toArray(String[]::new));
    List<EpochEnded> shown = shown();
    for (EpochEnded epoch : shown) {
      page.begin("tr");
      page.text("th", Integer.toString(epoch.epoch()), "scope", "row");
      number(Figure.lower("", epoch.trainLoss()).text());
      number(figure.text(epoch.trainHeadline()));
      epochs.getLast().valid().forEach((name, f) -> number(f.text(value(epoch, name))));
      number(significant(epoch.updates().learningRate()));
      number(significant(epoch.updates().gradientNorm()));
      number(significant(epoch.updates().updateNorm()));
      number(Figure.share("", epoch.paddingShare()).text());
      number(String.format(Locale.ROOT, "%,.0f", epoch.tokens() / epoch.seconds()));
      number(String.format(Locale.ROOT, "%.1f", epoch.seconds()));
      number(String.format(Locale.ROOT, "%.1f s", epoch.secondsWaiting()));
      page.text("td", epoch.best() ? "best" : "", "class", "quiet");
      page.end();
    }
    blocks.endTable();
    if (shown.size() < epochs.size()) {
      page.text(
          "p",
          "%,d of %,d epochs; all of them are in the file of figures beside the model."
              .formatted(shown.size(), epochs.size()),
          "class",
          "quiet");
    }
  }

  /// Epochs at equal distances if there are very many, with the best and the last one.
  private List<EpochEnded> shown() {
    int step = 1 + (epochs.size() - 1) / MOST_ROWS;
    int best =
        IntStream.range(0, epochs.size())
            .filter(i -> epochs.get(i).best())
            .reduce(epochs.size() - 1, (_, later) -> later);
    return IntStream.range(0, epochs.size())
        .filter(i -> i % step == 0 || i == best || i == epochs.size() - 1)
        .mapToObj(epochs::get)
        .toList();
  }

  private static String significant(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3g", value);
  }

  private void number(String text) {
    page.text("td", text, "class", "number");
  }
}
