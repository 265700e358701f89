package dev.recur.task.text;

import dev.recur.settings.Bounds;
import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import dev.recur.settings.Setting;
import dev.recur.settings.SettingException;
import dev.recur.tokenizer.Pieces;
import dev.recur.tokenizer.Tokenizer;
import java.util.OptionalInt;

/// How texts become numbers.
///
/// @param tokenizer the name of what cuts a text into tokens; `auto` chooses by the texts
/// @param pieces how many pieces `pieces` learns from the training texts, single characters
///   included
/// @param lower whether tokens are put in lower case
/// @param normalize whether texts are brought to Unicode's normal form C first
/// @param maxSize how many different tokens the vocabulary holds at most; 0 is no limit
/// @param minFreq how often a token must occur in the training texts to be in the vocabulary
/// @param maxLength how many tokens of a text are read, from both of its ends; 0 is all, `auto` the
///   length that 99.5 % of the texts do not exceed, at most 512
/// @param vectors a file of pretrained vectors that the embedding starts from, or `none`
/// @param freezeVectors whether training leaves the embedding as it starts
public record TextSettings(
    @Setting(
            help = "What cuts a text into tokens; auto chooses and says why.",
            byDefault = AUTO,
            values =
                "auto, basic_english, characters, jamo, pieces, whitespace, words,"
                    + " lucene:standard, lucene:nori, regex:PATTERN")
        String tokenizer,
    @Setting(
            help = "How many pieces {tokenizer pieces} learns, characters included.",
            byDefault = "8000")
        int pieces,
    @Setting(help = "Put tokens in lower case.", byDefault = "true") boolean lower,
    @Setting(
            help = "Bring texts to Unicode's form NFC, so that equal letters are equal.",
            byDefault = "true")
        boolean normalize,
    @Setting(
            help = "The most frequent tokens that the vocabulary holds; 0 is no limit.",
            byDefault = "0")
        int maxSize,
    @Setting(
            help = "How often a token must occur in the training texts to be known.",
            byDefault = "2")
        int minFreq,
    @Setting(
            help =
                "How many tokens of a text are read, three quarters from its beginning and the rest"
                    + " from its end; 0 is all, auto what 99.5 % of the texts need, at most 512.",
            byDefault = AUTO)
        String maxLength,
    @Setting(
            help =
                "A file of pretrained vectors that the embedding starts from: GloVe, fastText's"
                    + " .vec, word2vec's text or .bin.",
            byDefault = NONE,
            local = true,
            values = "none, FILE")
        String vectors,
    @Setting(help = "Leave the pretrained vectors as they are.", byDefault = "false")
        boolean freezeVectors) {

  private static final String AUTO = "auto";
  private static final String NONE = "none";
  private static final int LEAST_PIECES = 100;
  private static final int MOST_TOKENS = 1_000_000;

  /// Refuses values that are not possible.
  public TextSettings {
    if (!tokenizer.equals(AUTO) && !tokenizer.equals(Pieces.NAME)) {
      try {
        Tokenizer.named(tokenizer);
      } catch (IllegalArgumentException e) {
        String sentence = String.valueOf(e.getMessage());
        throw new SettingException(
            Sentence.of(
                "%s: %s",
                Mention.of("tokenizer"),
                sentence.replace("; there are ", "; there are auto, pieces, ")),
            e);
      }
    }
    Bounds.atLeast("pieces", LEAST_PIECES, pieces);
    Bounds.atLeast("maxSize", 0, maxSize);
    Bounds.atLeast("minFreq", 1, minFreq);
    if (!maxLength.equals(AUTO)) {
      Bounds.atLeast("maxLength", 0, number(maxLength));
      if (number(maxLength) > MOST_TOKENS) {
        throw SettingException.of(
            "%s must be at most %s, got %s (0 reads all)",
            Mention.of("maxLength"), MOST_TOKENS, maxLength);
      }
    }
  }

  private static int number(String maxLength) {
    try {
      return Integer.parseInt(maxLength);
    } catch (NumberFormatException e) {
      throw new SettingException(
          Sentence.of(
              "%s must be auto or a whole number, got \"%s\"", Mention.of("maxLength"), maxLength),
          e);
    }
  }

  boolean isAuto() {
    return tokenizer.equals(AUTO);
  }

  /// Whether the embedding starts from pretrained vectors.
  public boolean hasVectors() {
    return !vectors.equals(NONE);
  }

  /// How many tokens of a text are read; empty where the texts decide.
  OptionalInt tokens() {
    return maxLength.equals(AUTO) ? OptionalInt.empty() : OptionalInt.of(number(maxLength));
  }
}
