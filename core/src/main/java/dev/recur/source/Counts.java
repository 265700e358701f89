package dev.recur.source;

import java.util.Locale;

/// How many there are of something, as sentences have it.
public final class Counts {
  private Counts() {}

  /// Such as `45,123`.
  public static String of(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /// Such as `1 text` or `45,123 texts`.
  public static String of(long n, String noun) {
    return of(n) + " " + noun + (n == 1 ? "" : "s");
  }
}
