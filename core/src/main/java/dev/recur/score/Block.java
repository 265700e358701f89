package dev.recur.score;

import dev.recur.settings.Sentence;
import java.util.List;

/// A part of a report for people, as values: a screen writes it as text, a page draws it. What
/// machines get is complete and stands in [Scores#details].
public sealed interface Block {

  /// Figures with their intervals.
  record Figures(List<Line> lines) implements Block {
    /// A figure.
    ///
    /// @param name what it is called in [Scores#figures()], by which it has an interval
    /// @param note what stands where the interval would; or nothing
    public record Line(String name, Figure figure, String note) {}
  }

  /// A table.
  ///
  /// @param rows the cells of each row, as many as there are columns
  /// @param more what stands below it where not all rows are shown; or nothing
  record Table(List<Column> columns, List<List<Object>> rows, String more) implements Block {}

  /// A column of a table.
  ///
  /// @param title what stands above it
  /// @param content how its cells are written
  /// @param least how many letters it is wide at least
  record Column(String title, Content content, int least) {
    /// How the cells of a column are written.
    public enum Content {
      /// Words, to the left.
      WORDS,
      /// Shares, such as `83.1 %`.
      PERCENT,
      /// Numbers, such as `0.8312`.
      NUMBER,
      /// Whole numbers, such as `1,234`.
      COUNT
    }

    /// A column of words.
    public static Column words(String title, int least) {
      return new Column(title, Content.WORDS, least);
    }

    /// A column of shares.
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
  }

  /// How often each label was taken for each other one.
  ///
  /// @param title what stands above it
  /// @param labels of rows and columns
  /// @param counts a list for each row
  record Matrix(String title, List<String> labels, List<List<Integer>> counts) implements Block {}

  /// Sentences, one a line.
  ///
  /// @param title what stands above them
  /// @param more a paragraph below them; or nothing
  record Lines(String title, List<String> lines, Sentence more) implements Block {
    /// Sentences with nothing below them.
    public Lines(String title, List<String> lines) {
      this(title, lines, Sentence.plain(""));
    }
  }

  /// A paragraph.
  record Words(Sentence text) implements Block {}
}
