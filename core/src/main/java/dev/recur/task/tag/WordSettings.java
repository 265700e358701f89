package dev.recur.task.tag;

import dev.recur.settings.Bounds;
import dev.recur.settings.Setting;

/// How words become numbers.
///
/// {@snippet class="TagExamples" region="settings"}
///
/// @param lower whether words are looked up in lower case; their characters keep their case
/// @param normalize whether texts are converted to Unicode's form NFC
/// @param maxSize the largest number of words with a vector of their own; 0 means no limit
/// @param minFreq how often a word must occur in training to have one
/// @param wordDropout the share of words that training replaces by the unknown word
/// @param chars what reads the characters of a word
/// @param charLetters what its characters are
/// @param vectors a file of pretrained vectors, or `none`
/// @param freezeVectors whether these are not trained
public record WordSettings(
    @Setting(
            help = "Look words up in lower case; their characters keep their case.",
            byDefault = "true")
        boolean lower,
    @Setting(
            help =
                "Convert texts to Unicode's form NFC, so that a letter is the same however it is"
                    + " encoded.",
            byDefault = "true")
        boolean normalize,
    @Setting(
            help = "How many of the most frequent words have a vector; 0 means no limit.",
            byDefault = "0")
        int maxSize,
    @Setting(
            help =
                "How often a word must occur in training to have a vector of its own; with {vectors}, every"
                    + " word has one.",
            byDefault = "2")
        int minFreq,
    @Setting(
            help =
                "The share of training words that are replaced by the unknown word, so that the"
                    + " network learns to tag words that it does not know.",
            byDefault = "0.25")
        double wordDropout,
    @Setting(
            help = "What reads the characters of a word: a bidirectional LSTM, or none.",
            byDefault = "bilstm")
        CharacterKind chars,
    @Setting(
            help =
                "What counts as a character: letters, which are Unicode code points, or jamo, the"
                    + " same with Korean syllables split into their parts.",
            byDefault = "letters")
        LetterKind charLetters,
    @Setting(
            help =
                "A file of pretrained vectors that the words start from: GloVe, fastText's .vec,"
                    + " word2vec's text or .bin.",
            byDefault = NONE,
            local = true,
            values = "none, FILE")
        String vectors,
    @Setting(
            help = "Keep the vectors from {vectors} as they are during training.",
            byDefault = "false")
        boolean freezeVectors) {

  private static final String NONE = "none";

  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if a value is invalid; the message names the setting
  public WordSettings {
    Bounds.atLeast("maxSize", 0, maxSize);
    Bounds.atLeast("minFreq", 1, minFreq);
    Bounds.share("wordDropout", wordDropout);
  }

  /// Whether words start from pretrained vectors.
  public boolean hasVectors() {
    return !vectors.equals(NONE);
  }

  /// What reads the characters of a word.
  public enum CharacterKind {
    /// A bidirectional LSTM ([dev.recur.nn.CharacterEncoder]).
    BILSTM,
    /// Nothing.
    NONE
  }

  /// What the characters of a word are.
  public enum LetterKind {
    /// Unicode's code points.
    LETTERS,
    /// The same, with Korean syllables cut into jamo.
    JAMO
  }
}
