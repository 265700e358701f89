package dev.recur.pages;

/// How a line is drawn: lines of one kind share a colour, and within a kind they differ in weight
/// or dashes, which readers who see few colours can tell apart, too.
///
/// @param colour one of [#COLOURS], from 0; those from the palette of Okabe and Ito, darker on a
///   light page and lighter on a dark one
/// @param heavy whether the line is thick
/// @param dashed whether it is dashed
public record Pen(int colour, boolean heavy, boolean dashed) {
  /// How many colours there are.
  public static final int COLOURS = 6;

  /// Checks the colour.
  public Pen {
    if (colour < 0 || colour >= COLOURS) {
      throw new IllegalArgumentException(
          "a colour is 0 to %s, got %s".formatted(COLOURS - 1, colour));
    }
  }

  /// A thin solid line.
  public static Pen of(int colour) {
    return new Pen(colour, false, false);
  }

  /// The same, thick.
  public Pen withHeavy() {
    return new Pen(colour, true, dashed);
  }

  /// The same, dashed.
  public Pen withDashes() {
    return new Pen(colour, heavy, true);
  }

  /// What the style sheet calls its colour.
  String style() {
    return "c" + colour;
  }

  /// What the style sheet calls its line.
  String line() {
    return "line" + (heavy ? " heavy" : "") + (dashed ? " dashed" : "");
  }
}
