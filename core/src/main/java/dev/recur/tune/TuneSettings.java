package dev.recur.tune;

import dev.recur.settings.Bounds;
import dev.recur.settings.Setting;
import java.util.OptionalInt;

/// The limits of a search.
///
/// {@snippet class="TuneExamples" region="search"}
///
/// @param trials the number of networks that are tried, for a few epochs at least; `auto` is 27, or
///   with `minutes` as many as there is time for
/// @param minutes the time for the search and, as far as it can be foreseen, the training of the
///   winner; 0 means no limit
public record TuneSettings(
    @Setting(
            help =
                "How many networks are tried, most of them for a few epochs; auto is 27, or with"
                    + " {minutes} as many as there is time for.",
            byDefault = "auto",
            local = true)
        OptionalInt trials,
    @Setting(
            help =
                "The minutes for the search and the training of the winner, as far as that can be"
                    + " foreseen; 0 means no limit.",
            byDefault = "0",
            local = true)
        double minutes) {
  private static final int USUAL = 27;
  private static final int BRACKET = 9; // a final network for each of them

  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if a value is invalid; the message names the setting
  public TuneSettings {
    Bounds.atLeast("trials", 1, trials);
    Bounds.atLeast0("minutes", minutes);
  }

  boolean isTimed() {
    return minutes > 0;
  }

  /// How many trials begin together: all, if their number is given.
  int bracket() {
    return trials.orElse(isTimed() ? BRACKET : USUAL);
  }

  /// The most trials.
  int most() {
    return trials.orElse(isTimed() ? Integer.MAX_VALUE : USUAL);
  }
}
