package dev.recur.score;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A part of a report, as values: a screen writes it as text, a page draws it, and for machines it
/// becomes JSON under its name.
public sealed interface Block {

  /// What it is called in JSON; empty where it is for people only.
  String name();

  /// Figures with their intervals.
  ///
  /// @param figures by name
  /// @param at95 the 95 % intervals of those that have one
  record Figures(String name, SequencedMap<String, Figure> figures, Map<String, Interval> at95)
      implements Block {}

  /// A table.
  ///
  /// @param columns what its columns are
  /// @param rows the cells of each row, as many as there are columns
  /// @param more what is said below it where not all rows are shown; or nothing
  record Table(String name, List<Column> columns, List<List<Object>> rows, String more)
      implements Block {}

  /// A column of a table.
  ///
  /// @param name what it is called in JSON; empty where it is for people only
  /// @param title what stands above it; empty where it is for machines only
  /// @param kind how its cells are written
  record Column(String name, String title, Kind kind) {
    /// How the cells of a column are written.
    public enum Kind {
      /// Words, to the left.
      WORDS,
      /// Shares, such as `83.1 %`.
      PERCENT,
      /// Numbers, such as `0.8312`.
      NUMBER,
      /// Whole numbers, such as `1,234`.
      COUNT
    }
  }

  /// How often each label was taken for each other one.
  ///
  /// @param title what stands above it
  /// @param labels of rows and columns
  /// @param counts a list for each row
  record Matrix(String name, String title, List<String> labels, List<List<Integer>> counts)
      implements Block {}

  /// Values over steps or epochs.
  ///
  /// @param title what stands above it
  /// @param x what the values stand over, such as `epoch`
  /// @param values the values of each line by its name, from x = 1 on
  record Curve(String name, String title, String x, SequencedMap<String, List<Double>> values)
      implements Block {}

  /// Words.
  record Words(String text) implements Block {
    @Override
    public String name() {
      return "";
    }
  }
}
