package dev.recur.source;

import java.util.Locale;

/// Which share of the rows chooses the best epoch by default: it follows from how many rows are not
/// held out for the test.
final class ValidRule {
  private static final double LEAST = 0.05;
  private static final double MOST = 0.2;
  private static final double ENOUGH = 100; // rows

  private ValidRule() {}

  /// About [#ENOUGH] rows: with fewer, chance decides which epoch is the best. But rows that
  /// validate do not train, so of few rows it is not more than a fifth; and of many rows, more than
  /// a hundred can be spared.
  static double share(int rows) {
    return Math.clamp(ENOUGH / rows, LEAST, MOST);
  }

  /// Why the share is not the least one, such as `5 % would be only 27`; empty if it is.
  static String reason(int rows) {
    return share(rows) == LEAST
        ? ""
        : String.format(
            Locale.ROOT, "%.0f %% would be only %d", 100 * LEAST, Math.round(LEAST * rows));
  }
}
