package dev.recur.lesson;

import java.text.Normalizer;
import java.util.List;

/// The options of [UnrolledLesson].
///
/// {@snippet class="InspectExamples" region="unrolled"}
///
/// @param word the word whose next character the network predicts at every step: 2 to 9 characters,
///   at least two of them different
/// @param hidden the number of hidden units, 1 to 6
/// @param truncate n: the gradient of the states stops before steps 0, n, 2n, …; 0 for never
/// @param updates the number of training steps before the pass that is shown, 0 to 1000
/// @param seed the seed of the weights
public record UnrolledOptions(String word, int hidden, int truncate, int updates, long seed) {
  /// The most characters of a word.
  public static final int MOST_CHARACTERS = 9;

  private static final int MOST_UNITS = 6;
  private static final int MOST_UPDATES = 1000;

  /// Checks the values, and composes the characters of the word (Unicode's form NFC).
  ///
  /// @throws IllegalArgumentException if one is out of range
  public UnrolledOptions {
    word = Normalizer.normalize(word, Normalizer.Form.NFC).strip();
    int length = word.codePointCount(0, word.length());
    between("the length of the word", 2, MOST_CHARACTERS, length);
    if (word.codePoints().distinct().count() < 2) {
      throw new IllegalArgumentException(
          "the word must have at least two different characters, got '" + word + "'");
    }
    between("hidden", 1, MOST_UNITS, hidden);
    between("truncate", 0, MOST_CHARACTERS, truncate);
    between("updates", 0, MOST_UPDATES, updates);
  }

  /// The word "hello" and three hidden units, as in many courses; no training.
  public UnrolledOptions() {
    this("hello", 3, 0, 0, 1);
  }

  /// A copy with another word.
  public UnrolledOptions withWord(String word) {
    return new UnrolledOptions(word, hidden, truncate, updates, seed);
  }

  /// A copy with another number of hidden units.
  public UnrolledOptions withHidden(int hidden) {
    return new UnrolledOptions(word, hidden, truncate, updates, seed);
  }

  /// A copy with another truncation.
  public UnrolledOptions withTruncate(int truncate) {
    return new UnrolledOptions(word, hidden, truncate, updates, seed);
  }

  /// A copy with another number of training steps.
  public UnrolledOptions withUpdates(int updates) {
    return new UnrolledOptions(word, hidden, truncate, updates, seed);
  }

  /// A copy with another seed.
  public UnrolledOptions withSeed(long seed) {
    return new UnrolledOptions(word, hidden, truncate, updates, seed);
  }

  /// The characters of the word.
  List<String> characters() {
    return word.codePoints().mapToObj(Character::toString).toList();
  }

  /// Whether the gradient of the states stops before a step.
  boolean cutBefore(int step) {
    return truncate > 0 && step % truncate == 0;
  }

  private static void between(String name, int least, int most, int value) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be %s to %s, got %s".formatted(name, least, most, value));
    }
  }
}
