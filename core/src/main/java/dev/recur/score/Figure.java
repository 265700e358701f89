package dev.recur.score;

import java.util.Locale;

/// One number that measures how well a model does.
///
/// @param title what people call it, such as `macro-F1`
/// @param value NaN if it is not defined, as an area under a curve of one class only
/// @param better which way it is better
/// @param notation how it is written
public record Figure(String title, double value, Better better, Notation notation) {
  /// Which of two values of a figure is the better one.
  public enum Better {
    /// The higher, as of an accuracy.
    HIGHER,
    /// The lower, as of a loss.
    LOWER
  }

  /// How a figure is written.
  public enum Notation {
    /// A share, such as `83.1 %`.
    PERCENT,
    /// A number, such as `0.8312`.
    NUMBER
  }

  /// A share of which more is better.
  public static Figure share(String title, double value) {
    return new Figure(title, value, Better.HIGHER, Notation.PERCENT);
  }

  /// A number of which more is better.
  public static Figure higher(String title, double value) {
    return new Figure(title, value, Better.HIGHER, Notation.NUMBER);
  }

  /// A number of which less is better.
  public static Figure lower(String title, double value) {
    return new Figure(title, value, Better.LOWER, Notation.NUMBER);
  }

  /// The figure as something that should fall.
  public double cost() {
    return better == Better.LOWER ? value : -value;
  }

  /// Such as `83.1 %`, `0.8312`, or `-` for NaN.
  public String text() {
    return text(value);
  }

  /// A value of this figure's kind as it is written.
  public String text(double other) {
    return Double.isNaN(other)
        ? "-"
        : notation == Notation.PERCENT
            ? String.format(Locale.ROOT, "%.1f %%", 100 * other)
            : String.format(Locale.ROOT, "%.4f", other);
  }
}
