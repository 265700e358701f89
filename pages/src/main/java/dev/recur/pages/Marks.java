package dev.recur.pages;

/// The marks of points: each colour has a shape, so that two lines in the same place can be
/// distinguished.
final class Marks {
  private static final int SHAPES = 3;

  private Marks() {}

  /// Draws the mark of a pen, centred on a point.
  static void draw(Svg svg, Pen pen, double x, double y) {
    double r = pen.heavy() ? 5 : 3.2;
    String path =
        switch (pen.colour() % SHAPES) {
          case 0 -> polygon(x, y, r, 0.4, 1, 1, 0.4, 1, -0.4, 0.4, -1); // nearly round
          case 1 -> polygon(x, y, 1.5 * r, 0, 1, 1, 0); // on its corner
          default -> polygon(x, y, r, 1, 1, 1, -1); // a square
        };
    svg.empty("path", "class", "mark", "d", path);
  }

  /// A polygon from the first half of its corners, relative to the centre; the other half is
  /// opposite.
  private static String polygon(double x, double y, double r, double... half) {
    var path = new StringBuilder();
    for (int i = 0; i < 2 * half.length; i += 2) {
      double sign = i < half.length ? r : -r;
      path.append(i == 0 ? 'M' : 'L')
          .append(Svg.number(x + sign * half[i % half.length]))
          .append(' ')
          .append(Svg.number(y + sign * half[(i + 1) % half.length]));
    }
    return path.append('Z').toString();
  }
}
