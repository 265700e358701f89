package dev.recur.run;

import java.util.Locale;

/// How many there are of something, as sentences have it.
final class Counts {
  private Counts() {}

  /// Such as `45,123`.
  static String of(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /// Such as `1 text` or `45,123 texts`.
  static String of(long n, String noun) {
    return of(n) + " " + noun + (n == 1 ? "" : "s");
  }
}
