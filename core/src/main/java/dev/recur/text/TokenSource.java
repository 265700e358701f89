package dev.recur.text;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where a vocabulary's tokens come from: a data set, or any texts in memory.
public interface TokenSource {

  /// How often each token occurs in the columns that are read with `recipe`.
  Map<String, Long> tokenCounts(Recipe recipe);

  /// The same texts for every recipe.
  static TokenSource of(Iterable<String> texts) {
    return recipe -> {
      Map<String, Long> counts = new HashMap<>();
      for (String text : texts) {
        recipe.preprocess(text).forEach(token -> counts.merge(token, 1L, Long::sum));
      }
      return counts;
    };
  }

  /// This source and then another, such as the training and the unlabelled texts.
  default TokenSource and(TokenSource other) {
    return recipe -> {
      Map<String, Long> counts = new LinkedHashMap<>(tokenCounts(recipe));
      other.tokenCounts(recipe).forEach((token, count) -> counts.merge(token, count, Long::sum));
      return counts;
    };
  }
}
