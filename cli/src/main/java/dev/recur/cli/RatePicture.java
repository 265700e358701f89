package dev.recur.cli;

import dev.recur.pages.Axis;
import dev.recur.pages.Chart;
import dev.recur.pages.Panel;
import dev.recur.pages.Pen;
import dev.recur.pages.Point;
import dev.recur.pages.Series;
import dev.recur.run.RateRange;
import dev.recur.settings.Settings;
import dev.recur.train.RateFinder;
import java.util.ArrayList;
import java.util.List;

/// The loss over a rising learning rate as a picture.
final class RatePicture {
  private RatePicture() {}

  static Chart of(RateRange range) {
    List<RateFinder.Step> steps = range.shown();
    double low = steps.stream().mapToDouble(RateFinder.Step::smoothed).min().orElse(0);
    double high = steps.stream().mapToDouble(RateFinder.Step::smoothed).max().orElse(1);
    double room = Math.max((high - low) / 10, 1e-6);
    List<Series> lines = new ArrayList<>();
    lines.add(
        new Series(
            "each batch",
            Pen.of(0),
            steps.stream().map(step -> new Point(step.rate(), step.loss())).toList()));
    lines.add(
        new Series(
            "smoothed",
            Pen.of(1).withHeavy(),
            steps.stream().map(step -> new Point(step.rate(), step.smoothed())).toList()));
    range
        .suggested()
        .ifPresent(
            rate ->
                lines.add(
                    new Series(
                        "falls fastest at " + Settings.text(rate),
                        Pen.of(2),
                        List.of(new Point(rate, low - room), new Point(rate, high + room)))));
    return new Chart(
        "The loss while the learning rate rises",
        "One step of training at each rate; the smoothed line counts later batches more.",
        List.of(
            new Panel(
                "",
                Axis.log10("learning rate"),
                Axis.linear("loss").between(low - room, high + room),
                lines)));
  }
}
