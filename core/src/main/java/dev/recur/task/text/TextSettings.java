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
/// {@snippet class="TaskTextExamples" region="settings"}
///
/// @param tokenizer the name of the tokenizer; `auto` picks one that suits the texts
/// @param pieces how many subwords the tokenizer `pieces` learns from the training texts, single
///   characters included
/// @param lower whether tokens are converted to lower case
/// @param normalize whether texts are first normalised to Unicode NFC
/// @param maxSize the largest number of distinct tokens in the vocabulary, the most frequent ones;
///   0 means no limit
/// @param minFreq how often a token must occur in the training texts to be in the vocabulary
/// @param maxLength the maximum number of tokens that the network reads from a text, from both of
///   its ends; 0 means all, `auto` the length that 99.5 % of the texts do not exceed, at most 512
/// @param vectors a file of pretrained vectors that the embedding starts from, or `none`
/// @param freezeVectors whether training leaves the embedding that starts from `vectors` unchanged
/// @param init a model file whose weights training starts from, with its tokens and its network
///   ([Inherited]), or `none`
public record TextSettings(
    @Setting(
            help = "What cuts a text into tokens; auto picks one and prints the reason.",
            byDefault = AUTO,
            values =
                "auto, basic_english, characters, jamo, pieces, whitespace, words,"
                    + " lucene:standard, lucene:nori, regex:PATTERN")
        String tokenizer,
    @Setting(
            help = "How many subwords {tokenizer pieces} learns, single characters included.",
            byDefault = "8000")
        int pieces,
    @Setting(help = "Convert tokens to lower case.", byDefault = "true") boolean lower,
    @Setting(
            help =
                "Convert texts to Unicode's form NFC, so that a letter is the same however it is"
                    + " encoded.",
            byDefault = "true")
        boolean normalize,
    @Setting(
            help = "The vocabulary holds this many of the most frequent tokens; 0 means no limit.",
            byDefault = "0")
        int maxSize,
    @Setting(
            help = "How often a token must occur in the training texts to be in the vocabulary.",
            byDefault = "2")
        int minFreq,
    @Setting(
            help =
                "The maximum number of tokens that the network reads from a text: three quarters"
                    + " from its beginning and the rest from its end; 0 means all, auto is what"
                    + " 99.5 % of the texts need, up to 512.",
            byDefault = AUTO)
        OptionalInt maxLength,
    @Setting(
            help =
                "A file of pretrained vectors that the embedding starts from: GloVe, fastText's"
                    + " .vec, word2vec's text or .bin.",
            byDefault = NONE,
            local = true,
            values = "none, FILE")
        String vectors,
    @Setting(help = "Do not train the embedding that starts from {vectors}.", byDefault = "false")
        boolean freezeVectors,
    @Setting(
            help =
                "A model that training goes on from: its weights, with its tokens, its network and"
                    + " its labels, to which new ones are added.",
            byDefault = NONE,
            local = true,
            values = "none, FILE")
        String init) {

  private static final String AUTO = "auto";
  static final String NONE = "none";
  private static final int LEAST_PIECES = 100;
  private static final int MOST_TOKENS = 1_000_000;

  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if a value is invalid; the message names the setting
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
    Bounds.atLeast("maxLength", 0, maxLength);
    if (maxLength.orElse(0) > MOST_TOKENS) {
      throw SettingException.of(
          "%s must be at most %s, got %s (0 reads all)",
          Mention.of("maxLength"), MOST_TOKENS, maxLength.getAsInt());
    }
    if (!vectors.equals(NONE) && !init.equals(NONE)) {
      throw SettingException.of(
          "%s and %s both say what the embedding starts from: give only one of them",
          Mention.of("vectors", vectors), Mention.of("init", init));
    }
  }

  boolean isAuto() {
    return tokenizer.equals(AUTO);
  }

  /// Whether the embedding starts from pretrained vectors.
  public boolean hasVectors() {
    return !vectors.equals(NONE);
  }

  /// Whether training goes on from a model.
  public boolean hasInit() {
    return !init.equals(NONE);
  }
}
