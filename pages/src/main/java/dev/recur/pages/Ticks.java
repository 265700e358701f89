package dev.recur.pages;

import dev.recur.pages.Axis.Scale;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/// The ticks of an axis: multiples of 1, 2 or 5 times a power of 10, as many as fit.
///
/// @param steps 1, 2 or 5
/// @param power the exponent of 10
record Ticks(int steps, int power) {
  private static final int[] NICE = {1, 2, 5};
  private static final int MOST_DIGITS = 6;

  /// A number on an axis.
  ///
  /// @param unit its position
  /// @param text its text
  /// @param raised the exponent after the text; may be empty
  record Tick(double unit, String text, String raised) {
    double width(double size) {
      return Lettering.width(text, size) + Lettering.width(raised, 0.8 * size);
    }
  }

  /// The closest ticks that fit.
  ///
  /// @param fits whether these ticks are far enough apart, given the share of the axis between two
  static Ticks closest(Spread spread, Scale scale, BiPredicate<List<Tick>, Double> fits) {
    int first = (int) StrictMath.floor(StrictMath.log10(spread.length())) - 2;
    for (int power = spread.whole() ? Math.max(0, first) : first; ; power++) {
      for (int steps : NICE) {
        var ticks = new Ticks(steps, power);
        double share = ticks.distance() / spread.length();
        if (share > 1 || fits.test(ticks.within(spread, scale), share)) {
          return ticks;
        }
      }
    }
  }

  private double distance() {
    return unit(1);
  }

  private double unit(long i) {
    return BigDecimal.valueOf(i * steps).scaleByPowerOfTen(power).doubleValue();
  }

  /// The spread, extended to the next ticks or powers of 10.
  Spread rounded(Spread spread, Scale scale) {
    return scale == Scale.LOG10
        ? new Spread(StrictMath.floor(spread.from()), StrictMath.ceil(spread.to()), true)
        : new Spread(unit(before(spread.from())), unit(-before(-spread.to())), spread.whole());
  }

  /// The number of the last tick at or before a unit.
  private long before(double unit) {
    long i = (long) StrictMath.floor(unit / distance());
    return unit(i + 1) <= unit ? i + 1 : unit(i) > unit ? i - 1 : i;
  }

  List<Tick> within(Spread spread, Scale scale) {
    var all = new ArrayList<Tick>();
    for (long i = -before(-spread.from()); unit(i) <= spread.to(); i++) {
      all.add(scale == Scale.LOG10 ? powerOfTen(i) : number(i));
    }
    return all;
  }

  private Tick powerOfTen(long i) {
    long exponent = Math.round(unit(i));
    return exponent == 0
        ? new Tick(0, "1", "")
        : new Tick(exponent, "10", Long.toString(exponent).replace('-', '−'));
  }

  private Tick number(long i) {
    BigDecimal value = BigDecimal.valueOf(i * steps).scaleByPowerOfTen(power);
    String plain = value.toPlainString();
    String text = i == 0 ? "0" : plain.length() <= MOST_DIGITS ? plain : scientific(value);
    return new Tick(unit(i), text.replace('-', '−'), "");
  }

  /// Such as `1.2e6`.
  private static String scientific(BigDecimal value) {
    BigDecimal digits = value.stripTrailingZeros();
    int decimals = digits.precision() - 1;
    return digits.scaleByPowerOfTen(digits.scale() - decimals).toPlainString()
        + "e"
        + (decimals - digits.scale());
  }
}
