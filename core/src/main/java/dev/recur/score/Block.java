package dev.recur.score;

import dev.recur.settings.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// A part of a report for people, as values: a terminal prints it, a page draws it. The complete
/// results, for programs, are [Scores#details].
///
/// {@snippet class="ScoreExamples" region="block"}
public sealed interface Block {

  /// Figures, each with its interval or a note.
  ///
  /// @param lines one for each figure
  record Figures(List<Line> lines) implements Block {
    /// A figure.
    ///
    /// @param name its name in [Scores#figures()] and among the intervals
    /// @param figure the figure
    /// @param note printed in place of an interval; may be empty
    public record Line(String name, Figure figure, String note) {}
  }

  /// A table.
  ///
  /// @param columns the columns, from the left
  /// @param rows the cells of each row, one for each column
  /// @param more a line below the table if not all rows are shown; may be empty
  record Table(List<Column> columns, List<List<Object>> rows, String more) implements Block {}

  /// A column of a table.
  ///
  /// @param title its heading
  /// @param content how its cells are written
  /// @param least its minimum width in characters
  record Column(String title, Content content, int least) {
    /// How the cells of a column are written.
    public enum Content {
      /// Words, aligned left.
      WORDS,
      /// Shares, such as `83.1 %`.
      PERCENT,
      /// Numbers, such as `0.8312`.
      NUMBER,
      /// Whole numbers, such as `1,234`.
      COUNT,
      /// Values of type [Figure], each in its own notation.
      FIGURE
    }

    /// A column of words.
    public static Column words(String title, int least) {
      return new Column(title, Content.WORDS, least);
    }

    /// A column of fractions.
    public static Column percent(String title) {
      return new Column(title, Content.PERCENT, 7);
    }

    /// A column of numbers.
    public static Column number(String title) {
      return new Column(title, Content.NUMBER, 8);
    }

    /// A column of whole numbers.
    public static Column count(String title) {
      return new Column(title, Content.COUNT, 6);
    }

    /// A column of figures.
    public static Column figure(String title) {
      return new Column(title, Content.FIGURE, 7);
    }
  }

  /// A confusion matrix: a row for each actual label, a column for each predicted one.
  ///
  /// @param title its heading
  /// @param labels of the rows and of the columns
  /// @param counts a list for each row
  record Matrix(String title, List<String> labels, List<List<Integer>> counts) implements Block {}

  /// A reliability diagram: whether answers are as often correct as their probabilities say.
  /// Source: Guo et al. 2017, *On Calibration of Modern Neural Networks*, section 2.
  ///
  /// @param title its heading
  /// @param error the expected calibration error (ECE), the mean distance between the two
  /// @param bins from low to high probabilities; those without rows are left out
  record Reliability(String title, double error, List<Bin> bins) implements Block {
    /// Copies the list.
    public Reliability {
      bins = List.copyOf(bins);
    }

    /// The bins as a table, a row for each.
    public Table table() {
      List<List<Object>> rows = new ArrayList<>();
      for (Bin bin : bins) {
        String range =
            String.format(Locale.ROOT, "%.0f to %.0f %%", 100 * bin.from(), 100 * bin.to());
        rows.add(List.of(range, bin.probability(), bin.accuracy(), bin.rows()));
      }
      return new Table(
          List.of(
              Column.words("probability", 12),
              Column.percent("mean"),
              Column.percent("correct"),
              Column.count("rows")),
          rows,
          "");
    }

    /// The rows whose answers are about equally probable.
    ///
    /// @param from the lowest probability, exclusive
    /// @param to the highest
    /// @param probability their mean
    /// @param accuracy the fraction of correct answers
    /// @param rows the number of rows
    public record Bin(double from, double to, double probability, double accuracy, int rows) {}
  }

  /// A curve over a logarithmic axis.
  ///
  /// @param title its heading
  /// @param x the quantity of the logarithmic axis
  /// @param y the other quantity
  /// @param points from the left
  /// @param marked a place on the logarithmic axis to be pointed at; may be empty
  record Curve(String title, String x, String y, List<Point> points, OptionalDouble marked)
      implements Block {
    /// Copies the list.
    public Curve {
      points = List.copyOf(points);
    }

    /// A point of a curve.
    ///
    /// @param x above 0
    /// @param y any number
    public record Point(double x, double y) {}
  }

  /// Sentences, each on a line.
  ///
  /// @param title their heading
  /// @param lines the sentences
  /// @param more a paragraph below them; may be empty
  record Lines(String title, List<String> lines, Sentence more) implements Block {
    /// Sentences with nothing below them.
    public Lines(String title, List<String> lines) {
      this(title, lines, Sentence.plain(""));
    }
  }

  /// A paragraph.
  ///
  /// @param text its sentences
  record Words(Sentence text) implements Block {}
}
