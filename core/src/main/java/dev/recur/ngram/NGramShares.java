package dev.recur.ngram;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/// What the n-grams of a text contribute to the score of a class in a linear model.
///
///     score = Σ_f value(f)·weight(f) + bias
///
/// With two classes, the score is by how much that of the class exceeds that of the other.
///
/// {@snippet class="NGramExamples" region="shares"}
///
/// @param score the score of the class
/// @param bias what the class gets whatever the text is
/// @param shares of the n-grams that the model knows, the largest first, whatever its sign
public record NGramShares(double score, double bias, List<Share> shares) {
  private static final Comparator<Share> LARGEST_FIRST =
      Comparator.comparingDouble((Share each) -> -Math.abs(each.share()))
          .thenComparing(Share::ngram);

  /// Sorts the shares.
  public NGramShares {
    shares = shares.stream().sorted(LARGEST_FIRST).toList();
  }

  /// What an n-gram consists of.
  public enum Kind {
    /// One word.
    WORD,
    /// Two neighbouring words, or the beginning of the text and its first word.
    PAIR,
    /// Characters within a word; a space marks where the word begins or ends.
    CHARACTERS
  }

  /// The share of one n-gram.
  ///
  /// @param ngram the n-gram, in lower case if the model reads texts so
  /// @param kind what it consists of
  /// @param times how often it occurs in the text
  /// @param value its value in the vector of the text
  /// @param weight its weight for the class
  public record Share(String ngram, Kind kind, int times, double value, double weight) {
    /// What it adds to the score: value·weight.
    public double share() {
      return value * weight;
    }

    /// Returns the share as a map, ready for JSON.
    public SequencedMap<String, Object> details() {
      SequencedMap<String, Object> all = new LinkedHashMap<>();
      all.put("ngram", ngram);
      all.put("kind", kind.name().toLowerCase(Locale.ROOT));
      all.put("times", times);
      all.put("share", share());
      return all;
    }
  }

  /// Returns the shares as maps, lists, strings and numbers, ready for JSON.
  public SequencedMap<String, Object> details() {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("score", score);
    all.put("bias", bias);
    all.put("shares", shares.stream().map(Share::details).toList());
    return all;
  }
}
