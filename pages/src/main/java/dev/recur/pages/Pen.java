package dev.recur.pages;

/// How a line is drawn. Lines of one kind share a colour; within a kind they differ in weight or
/// dashes, which colour-blind readers can distinguish as well.
///
/// {@snippet class="ChartExample" region="losses"}
///
/// @param colour from 0 to [#COLOURS] − 1; colours after the palette of Okabe and Ito, darker on a
///   light page and lighter on a dark one
/// @param heavy whether the line is thick
/// @param dashed whether it is dashed
public record Pen(int colour, boolean heavy, boolean dashed) {
  /// The number of colours.
  public static final int COLOURS = 6;

  /// Checks the colour.
  public Pen {
    if (colour < 0 || colour >= COLOURS) {
      throw new IllegalArgumentException(
          "a colour must be 0 to %s, got %s".formatted(COLOURS - 1, colour));
    }
  }

  /// Returns a pen for a thin solid line.
  public static Pen of(int colour) {
    return new Pen(colour, false, false);
  }

  /// Returns a copy with a thick line.
  public Pen withHeavy() {
    return new Pen(colour, true, dashed);
  }

  /// Returns a copy with a dashed line.
  public Pen withDashes() {
    return new Pen(colour, heavy, true);
  }

  /// The style sheet's class for the colour.
  String style() {
    return "c" + colour;
  }

  /// The style sheet's classes for the line.
  String line() {
    return "line" + (heavy ? " heavy" : "") + (dashed ? " dashed" : "");
  }
}
