package dev.recur.score;

import java.util.Locale;

/// A number that measures how well a model does.
///
/// {@snippet class="ScoreExamples" region="figure"}
///
/// @param title its name for people, such as `macro-F1`
/// @param value the number; NaN if undefined, such as the area under the curve of a single class
/// @param better whether higher or lower values are better
/// @param notation how it is written
public record Figure(String title, double value, Better better, Notation notation) {
  /// Whether higher or lower values of a figure are better.
  public enum Better {
    /// Higher values, as of an accuracy.
    HIGHER,
    /// Lower values, as of a loss.
    LOWER
  }

  /// How a figure is written.
  public enum Notation {
    /// A fraction, such as `83.1 %`.
    PERCENT,
    /// A number, such as `0.8312`.
    NUMBER
  }

  /// A fraction, the higher the better.
  public static Figure share(String title, double value) {
    return new Figure(title, value, Better.HIGHER, Notation.PERCENT);
  }

  /// A number, the higher the better.
  public static Figure higher(String title, double value) {
    return new Figure(title, value, Better.HIGHER, Notation.NUMBER);
  }

  /// A number, the lower the better.
  public static Figure lower(String title, double value) {
    return new Figure(title, value, Better.LOWER, Notation.NUMBER);
  }

  /// This figure with another value.
  public Figure with(double other) {
    return new Figure(title, other, better, notation);
  }

  /// The value with the sign that makes lower better.
  public double cost() {
    return better == Better.LOWER ? value : -value;
  }

  /// The value as text, such as `83.1 %` or `0.8312`; `-` for NaN.
  public String text() {
    return text(value);
  }

  /// Another value of this figure as text.
  public String text(double other) {
    return Double.isNaN(other)
        ? "-"
        : notation == Notation.PERCENT
            ? String.format(Locale.ROOT, "%.1f %%", 100 * other)
            : String.format(Locale.ROOT, "%.4f", other);
  }
}
