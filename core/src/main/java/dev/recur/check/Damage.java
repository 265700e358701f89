package dev.recur.check;

import dev.recur.reading.Blank;
import dev.recur.reading.Shown;
import java.util.Locale;
import java.util.Optional;

/// A sign that a text was decoded in another encoding than it was written in.
///
/// @param kind what the sign is
/// @param example the sign, for the user
record Damage(Kind kind, String example) {
  private static final char LOST = '\uFFFD';

  /// What can be seen of a wrong encoding.
  enum Kind {
    /// U+FFFD in place of bytes that had no meaning, or of half a surrogate pair.
    LOST("lost-characters"),
    /// Several letters in place of one, such as `Ã©` for `é`.
    MOJIBAKE("mojibake"),
    /// Control characters, such as U+0092 in place of an apostrophe.
    CONTROL("control-characters");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /// The kind of a [Finding].
    String word() {
      return word;
    }
  }

  /// The first sign in a text, mojibake before others: control characters can be parts of it.
  static Optional<Damage> in(String text) {
    int odd = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0x7F) {
        Optional<String> meant = Mojibake.at(text, i);
        if (meant.isPresent()) {
          String seen = text.substring(i, i + Mojibake.length(c));
          return Optional.of(
              new Damage(
                  Kind.MOJIBAKE, "\"%s\" for \"%s\"".formatted(Shown.line(seen), meant.get())));
        }
      }
      odd = odd < 0 && isOdd(c) ? i : odd;
    }
    if (odd < 0) {
      return Optional.empty();
    }
    char c = text.charAt(odd);
    return Optional.of(
        c == LOST ? new Damage(Kind.LOST, "") : new Damage(Kind.CONTROL, control(c)));
  }

  /// Such as `U+0097, which is "—" in windows-1252`.
  private static String control(char c) {
    String point = String.format(Locale.ROOT, "U+%04X", (int) c);
    char meant = Mojibake.inWindows(c);
    return meant == c ? point : "%s, which is \"%s\" in windows-1252".formatted(point, meant);
  }

  private static boolean isOdd(char c) {
    return c == LOST || (Character.isISOControl(c) && !Blank.is(c));
  }
}
