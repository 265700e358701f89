package dev.recur.text;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// A source of tokens for a vocabulary: a data set, or texts in memory.
///
/// {@snippet class="TextExamples" region="field"}
public interface TokenSource {

  /// Counts how often each token occurs in the columns with this recipe.
  Map<String, Long> tokenCounts(Recipe recipe);

  /// A source of texts in memory, which are the same for every recipe.
  static TokenSource of(Iterable<String> texts) {
    return recipe -> {
      Map<String, Long> counts = new HashMap<>();
      for (String text : texts) {
        recipe.preprocess(text).forEach(token -> counts.merge(token, 1L, Long::sum));
      }
      return counts;
    };
  }

  /// This source together with another, such as training texts and unlabelled texts.
  default TokenSource and(TokenSource other) {
    return recipe -> {
      Map<String, Long> counts = new LinkedHashMap<>(tokenCounts(recipe));
      other.tokenCounts(recipe).forEach((token, count) -> counts.merge(token, count, Long::sum));
      return counts;
    };
  }
}
