package dev.recur.check;

import dev.recur.data.Row;
import dev.recur.settings.Sentence;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Finds texts in a script that hardly any other text is in: a row of another file, or of another
/// language, from which nothing can be learnt about it. Scripts of more texts are a property of the
/// data.
final class StrayScripts {
  private static final double STRAY = 0.001; // of the rows, or one row
  private static final int FEWEST = 3; // letters; fewer can be a symbol or a face

  private final int most;
  private final Map<UnicodeScript, List<Row>> rows = new EnumMap<>(UnicodeScript.class);

  /// @param all the number of all rows
  StrayScripts(long all) {
    this.most = (int) Math.max(1, STRAY * all);
  }

  /// Looks at a text.
  void add(Row row, String text) {
    UnicodeScript script = main(text);
    if (script != UnicodeScript.COMMON) {
      List<Row> of = rows.computeIfAbsent(script, s -> new ArrayList<>());
      if (of.size() <= most) { // one more shows that there are too many
        of.add(row);
      }
    }
  }

  void report(List<Finding> findings) {
    if (rows.size() < 2) {
      return;
    }
    rows.forEach(
        (script, of) -> {
          if (of.size() <= most) {
            Sentence sentence =
                Sentence.of(
                    of.size() == 1
                        ? "%d text is in %s letters, as hardly any other is: %s"
                        : "%,d texts are in %s letters, as hardly any other is (the first: %s)",
                    of.size(),
                    name(script),
                    of.getFirst().where());
            findings.add(Finding.of("stray-script", Finding.Severity.NOTE, sentence, of));
          }
        });
  }

  private static String name(UnicodeScript script) {
    String lower = script.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return script == UnicodeScript.HAN
        ? "Chinese or Japanese"
        : Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
  }

  /// The script of more than half of the letters; COMMON if there is none. The majority is found as
  /// in Boyer and Moore's vote: letters of other scripts cancel out, and what is left is counted.
  static UnicodeScript main(String text) {
    UnicodeScript left = UnicodeScript.COMMON;
    int votes = 0;
    int letters = 0;
    for (int i = 0, point; i < text.length(); i += Character.charCount(point)) {
      point = text.codePointAt(i);
      if (Character.isLetter(point)) {
        UnicodeScript script = script(point);
        left = votes == 0 ? script : left;
        votes += script == left ? 1 : -1;
        letters++;
      }
    }
    return letters >= FEWEST && count(text, left) * 2 > letters ? left : UnicodeScript.COMMON;
  }

  private static int count(String text, UnicodeScript script) {
    int count = 0;
    for (int i = 0, point; i < text.length(); i += Character.charCount(point)) {
      point = text.codePointAt(i);
      count += Character.isLetter(point) && script(point) == script ? 1 : 0;
    }
    return count;
  }

  private static UnicodeScript script(int point) {
    if (point < 0x80) {
      return UnicodeScript.LATIN;
    }
    UnicodeScript script = UnicodeScript.of(point);
    return switch (script) {
      case HIRAGANA, KATAKANA, BOPOMOFO -> UnicodeScript.HAN; // which Japanese mixes
      default -> script;
    };
  }
}
