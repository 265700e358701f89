package dev.recur.bench.quality;

import dev.recur.bench.Table;
import dev.recur.bench.Times;
import dev.recur.bench.quality.Baselines.Method;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The findings of the protocol as a table in Markdown, with a summary below it.
final class Findings {
  private static final double CLEARLY_BELOW = -0.5; // points
  private static final Rows SMALL = new Rows(1_000);
  private static final List<Method> OTHERS = Baselines.METHODS.subList(1, Baselines.METHODS.size());
  private static final String NONE = "–";

  private final List<Cell> cells;

  Findings(List<Cell> cells) {
    this.cells = cells;
  }

  /// Prints the table and the summary.
  void print(PrintStream out) {
    Table table =
        new Table(
            out,
            List.of(
                "set     ",
                "rows ",
                "draws",
                "model",
                "naive Bayes",
                "linear",
                "model − naive Bayes",
                "model − linear     ",
                "F1 model",
                "F1 naive Bayes",
                "F1 linear",
                "ECE ",
                "seconds"));
    for (Cell cell : cells) {
      List<Object> row = new ArrayList<>(List.of(cell.set(), cell.rows(), cell.draws()));
      Baselines.METHODS.forEach(method -> row.add(percent(cell.accuracy(method))));
      OTHERS.forEach(method -> row.add(cell.lead(method).map(Findings::words).orElse(NONE)));
      Baselines.METHODS.forEach(
          method -> row.add(percent(cell.mean(method, Result.Answers::macroF1))));
      row.add(percent(cell.mean(Baselines.MODEL, Result.Answers::calibrationError)));
      row.add(Table.number(seconds(cell)));
      table.row(row.toArray());
    }
    out.println();
    summary().forEach(out::println);
    parts().forEach(out::println);
  }

  /// A line with the mean accuracies of the parts of each cell's model, if it has any.
  private List<String> parts() {
    return cells.stream()
        .filter(cell -> !cell.parts().isEmpty())
        .map(
            cell ->
                cell.parts().entrySet().stream()
                    .map(part -> part.getKey() + " " + percent(part.getValue()) + " %")
                    .collect(Collectors.joining(", ", "- Parts of " + cell.name() + ": ", ".")))
        .toList();
  }

  private static double seconds(Cell cell) {
    Times times = new Times();
    cell.answers(Baselines.MODEL).forEach(answers -> times.add(answers.seconds()));
    return times.median();
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? NONE : String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  private static String words(Difference difference) {
    return Double.isNaN(difference.half())
        ? points(difference.points())
        : points(difference.points()) + String.format(Locale.ROOT, " ± %.1f", difference.half());
  }

  private static String points(double points) {
    return String.format(Locale.ROOT, "%+.1f", points).replace('-', '−');
  }

  /// The sentences below the table.
  List<String> summary() {
    List<String> lines = new ArrayList<>();
    String below =
        cells.stream()
            .flatMap(cell -> OTHERS.stream().flatMap(method -> below(cell, method)))
            .collect(Collectors.joining(", "));
    lines.add(
        "- Cells whose whole interval is below −0.5 points: %s."
            .formatted(below.isEmpty() ? "none" : below));
    long single = cells.stream().filter(cell -> cell.draws() == 1).count();
    if (single > 0) {
      lines.add("- Cells of a single draw, which have no interval: %s.".formatted(single));
    }
    List<Cell> small = cells.stream().filter(cell -> cell.rows().equals(SMALL)).toList();
    if (!small.isEmpty()) {
      lines.add(
          "- At 1,000 rows the median over %s sets of the lead over naive Bayes is %s points."
              .formatted(small.size(), points(median(small))));
      lines.add(
          "- At 1,000 rows the mean over %s sets of the lead over the better baseline is %s points."
              .formatted(small.size(), points(meanOverBetter(small))));
    }
    return lines;
  }

  private static Stream<String> below(Cell cell, Method method) {
    return cell
        .lead(method)
        .filter(lead -> lead.high() < CLEARLY_BELOW)
        .map(lead -> "%s against %s (%s)".formatted(cell.name(), method.title(), words(lead)))
        .stream();
  }

  private static double median(List<Cell> cells) {
    Times leads = new Times();
    cells.stream()
        .flatMap(cell -> cell.lead(Baselines.NAIVE_BAYES).stream())
        .forEach(lead -> leads.add(lead.points()));
    return leads.median();
  }

  /// The better baseline of a set is the one over which the model leads by less.
  private static double meanOverBetter(List<Cell> cells) {
    return cells.stream()
        .mapToDouble(
            cell ->
                OTHERS.stream()
                    .map(cell::lead)
                    .flatMap(Optional::stream)
                    .mapToDouble(Difference::points)
                    .min()
                    .orElse(Double.NaN))
        .average()
        .orElse(Double.NaN);
  }
}
