package dev.recur.reading;

import java.util.List;
import java.util.regex.Pattern;

/// The cell of a text that is already cut into tokens, or of something that each token has, such as
/// tags: the tokens, each after a unit separator (U+001F), which no text contains.
///
/// {@snippet class="ReadingExamples" region="tokenCell"}
public final class TokenCell {
  private static final String MARK = "\u001F";

  // WNUT17 has these where annotators disagreed
  private static final Pattern TWO = Pattern.compile("[BIESLU]-[^,]+(,[BIESLU]-[^,]+)+");

  private TokenCell() {}

  /// The cell of these tokens.
  public static String of(List<String> tokens) {
    return MARK + String.join(MARK, tokens);
  }

  /// Whether a cell holds tokens.
  public static boolean is(String cell) {
    return cell.startsWith(MARK);
  }

  /// The tokens of a cell that holds tokens.
  public static List<String> tokens(String cell) {
    return cell.length() == 1 ? List.of() : List.of(cell.substring(1).split(MARK, -1));
  }

  /// Why a string is no tag; empty if it is one.
  public static String refusal(String tag) {
    return TWO.matcher(tag).matches()
        ? "expected one tag, got \"%s\" (did annotators disagree? keep one of them)"
            .formatted(Shown.line(tag))
        : "";
  }

  /// A cell for people: tokens with a space between them, any other cell unchanged.
  public static String shown(String cell) {
    return is(cell) ? cell.substring(1).replace(MARK, " ") : cell;
  }
}
