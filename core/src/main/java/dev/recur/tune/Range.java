package dev.recur.tune;

import dev.recur.settings.Mention;
import dev.recur.settings.SettingException;
import dev.recur.settings.Settings;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The values of one setting that a search tries: words such as `gru,lstm`, or numbers such as
/// `32..256`.
///
/// Of a wide range of whole numbers, the powers of two and the numbers half-way between them are
/// tried, and its ends: sizes that differ by less hardly differ in what a network learns. Other
/// numbers have two digits. Ranges whose ends differ by a factor of 8 or more are drawn from by
/// factors, narrower ones evenly.
final class Range {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern ENDS = Pattern.compile("(.*?)\\.\\.(.*)");
  private static final MathContext TWO_DIGITS = new MathContext(2);
  private static final int ALL = 8; // a range of so few whole numbers is tried completely
  private static final double WIDE = 8; // the factor between the ends of a range

  private final Settings.Entry entry;
  private final String asked;
  private final List<String> steps; // the values, unless they are numbers with digits
  private final double low;
  private final double high;

  private Range(Settings.Entry entry, String asked, List<String> steps, double low, double high) {
    this.entry = entry;
    this.asked = asked;
    this.steps = List.copyOf(steps);
    this.low = low;
    this.high = high;
  }

  /// Whether a word names several values of a setting.
  static boolean isRange(Settings.Entry entry, String word) {
    boolean free = entry.values().endsWith("FILE") || word.startsWith("regex:");
    return !free && !entry.local() && (word.contains("..") || word.contains(","));
  }

  /// Reads a range or a choice.
  ///
  /// @throws IllegalArgumentException if it is empty or cannot be read; the message says why
  static Range of(Settings.Entry entry, String word) {
    Matcher ends = ENDS.matcher(word);
    if (!ends.matches()) {
      List<String> words = List.of(word.split(",", -1)).stream().map(String::strip).toList();
      if (words.contains("") || words.stream().distinct().count() < words.size()) {
        throw SettingException.of(
            "%s: expected different values with commas between them, got \"%s\"",
            Mention.of(entry.name()), word);
      }
      return new Range(entry, word, words, Double.NaN, Double.NaN);
    }
    double low = number(entry, ends.group(1), word);
    double high = number(entry, ends.group(2), word);
    if (!(low < high)) {
      throw SettingException.of(
          "%s: expected a range from a number to a larger one, got \"%s\", which is empty",
          Mention.of(entry.name()), word);
    }
    List<String> steps = entry.whole() ? steps((long) low, (long) high) : List.of();
    return new Range(entry, word, steps, low, high);
  }

  private static double number(Settings.Entry entry, String end, String word) {
    boolean fits = entry.whole() ? end.matches("[+-]?\\d{1,15}") : NUMBER.matcher(end).matches();
    if (!fits) {
      throw SettingException.of(
          "%s: expected a range of %s such as %s..%s, got \"%s\"",
          Mention.of(entry.name()),
          entry.whole() ? "whole numbers" : "numbers",
          entry.whole() ? "32" : "0.1",
          entry.whole() ? "256" : "0.5",
          word);
    }
    double number = Double.parseDouble(end);
    if (Double.isInfinite(number)) {
      throw SettingException.of(
          "%s: expected finite numbers, got \"%s\"", Mention.of(entry.name()), word);
    }
    return number;
  }

  private static List<String> steps(long low, long high) {
    TreeSet<Long> steps = new TreeSet<>(List.of(low, high));
    if (high - low < ALL) {
      for (long n = low; n <= high; n++) {
        steps.add(n);
      }
    }
    for (long power = 1; power <= high; power *= 2) {
      for (long n : new long[] {power, power + power / 2}) {
        if (n > low && n < high) {
          steps.add(n);
        }
      }
    }
    return steps.stream().map(String::valueOf).toList();
  }

  /// The setting's name.
  String name() {
    return entry.name();
  }

  /// The range as it was given.
  String asked() {
    return asked;
  }

  /// The values in their order; empty if they are numbers with digits.
  List<String> steps() {
    return steps;
  }

  /// Whether the values are numbers.
  boolean isOfNumbers() {
    return steps.isEmpty() || steps.stream().allMatch(step -> NUMBER.matcher(step).matches());
  }

  /// The values that have to be valid for the others to be.
  List<String> checked() {
    return Double.isNaN(low) ? steps : new ArrayList<>(List.of(at(0), at(Math.nextDown(1.0))));
  }

  /// A value.
  ///
  /// @param u a random number in [0, 1)
  String at(double u) {
    if (!steps.isEmpty()) {
      return steps.get((int) (u * steps.size()));
    }
    double value =
        low > 0 && high / low >= WIDE
            ? low * StrictMath.pow(high / low, u)
            : low + u * (high - low);
    double rounded = new BigDecimal(value).round(TWO_DIGITS).doubleValue();
    return Settings.text(Math.clamp(rounded, low, high));
  }

  /// The value in the middle.
  String middle() {
    return at(0.5);
  }

  /// Whether a value is in the range.
  boolean has(String word) {
    if (Double.isNaN(low)) {
      return steps.contains(word);
    }
    return NUMBER.matcher(word).matches()
        && Double.parseDouble(word) >= low
        && Double.parseDouble(word) <= high;
  }
}
