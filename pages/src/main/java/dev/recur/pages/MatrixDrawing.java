package dev.recur.pages;

import dev.recur.reading.Shown;
import dev.recur.score.Block;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Writes a confusion matrix into a page. A cell's shade is its share of the row: the rows whose
/// label it is.
///
/// @param page the page
/// @param blocks ends the table
/// @param matrix what is written
record MatrixDrawing(Svg page, BlockDrawing blocks, Block.Matrix matrix) {
  private static final int FEW = 8; // labels that can head the columns
  private static final int SHORT = 12; // characters of such a label
  private static final int MANY = 20; // labels; a matrix of more has shades without numbers
  private static final int LONGEST = 32; // characters of a label
  private static final int LONGEST_OF_MANY = 16;
  private static final int MOST_NUMBERS = 100;
  private static final int DARKEST = 70; // percent, so that the number is readable
  private static final int COUNTED = 10; // of many columns, each of so many has its number

  void draw() {
    page.text("h3", matrix.title());
    page.text(
        "p",
        "Blue cells are right answers, orange ones errors; the stronger the colour, the larger the"
            + " cell's share of its row."
            + (isSmall() ? " Point at a cell to read its number." : ""),
        "class",
        "quiet");
    page.begin("div", "class", "scroll");
    page.begin("table", "class", isSmall() ? "matrix small" : "matrix");
    head();
    page.begin("tbody");
    for (int a = 0; a < matrix.labels().size(); a++) {
      page.raw(row(a));
    }
    blocks.endTable();
    if (isSmall()) {
      numbers();
    }
  }

  /// The largest numbers beside the diagonal, for readers who cannot point at a cell.
  private void numbers() {
    record Cell(int actual, int predicted, int count) {}
    List<Cell> cells =
        IntStream.range(0, matrix.labels().size())
            .boxed()
            .flatMap(
                a ->
                    IntStream.range(0, matrix.labels().size())
                        .filter(p -> p != a && matrix.counts().get(a).get(p) > 0)
                        .mapToObj(p -> new Cell(a, p, matrix.counts().get(a).get(p))))
            .sorted(Comparator.comparingInt(Cell::count).reversed())
            .limit(MOST_NUMBERS)
            .toList();
    page.begin("details");
    page.text("summary", "The most frequent confusions as a table");
    blocks.beginTable("", "actual", "predicted", "rows");
    for (Cell cell : cells) {
      page.begin("tr");
      page.text("th", label(cell.actual), "scope", "row");
      page.text("td", label(cell.predicted));
      page.text("td", String.format(Locale.ROOT, "%,d", cell.count), "class", "number");
      page.end();
    }
    blocks.endTable();
    page.end();
  }

  private boolean isSmall() {
    return matrix.labels().size() > MANY;
  }

  /// Whether columns are headed by labels instead of numbers.
  private boolean isNamed() {
    return matrix.labels().size() <= FEW
        && matrix.labels().stream().allMatch(label -> label.length() <= SHORT);
  }

  private String label(int i) {
    return Shown.shortened(matrix.labels().get(i), isSmall() ? LONGEST_OF_MANY : LONGEST);
  }

  private void head() {
    page.begin("thead");
    page.begin("tr");
    page.text("th", "");
    for (int p = 0; p < matrix.labels().size(); p++) {
      boolean counted = !isSmall() || p == 0 || (p + 1) % COUNTED == 0;
      String number = counted ? Integer.toString(p + 1) : "";
      page.text("th", isNamed() ? label(p) : number, "scope", "col", "title", label(p));
    }
    page.end();
    page.end();
  }

  /// A row on one line: with a hundred labels there are ten thousand cells.
  private String row(int actual) {
    List<Integer> counts = matrix.counts().get(actual);
    int sum = counts.stream().mapToInt(n -> n).sum();
    StringBuilder row = new StringBuilder("<tr><th scope=\"row\">");
    row.append(Svg.escaped((isNamed() ? "" : actual + 1 + " ") + label(actual))).append("</th>");
    for (int p = 0; p < counts.size(); p++) {
      row.append(cell(actual, p, counts.get(p), sum));
    }
    return row.append("</tr>\n").toString();
  }

  private String cell(int actual, int predicted, int count, int sum) {
    StringBuilder cell = new StringBuilder("<td");
    if (actual == predicted) {
      cell.append(" class=\"right\"");
    }
    if (count == 0) {
      return cell.append("></td>").toString();
    }
    String number = String.format(Locale.ROOT, "%,d", count);
    String title = "%s: %s → %s".formatted(number, label(actual), label(predicted));
    return cell.append(" style=\"--share: ")
        .append(Math.round((double) DARKEST * count / sum))
        .append("%\" title=\"")
        .append(Svg.escaped(title))
        .append("\">")
        .append(number)
        .append("</td>")
        .toString();
  }
}
