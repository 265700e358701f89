package dev.recur.task.tag;

import java.util.List;

/// A simple method that tags sentences without a network: what a network should beat.
interface SimpleTagger {

  /// The tag of each word of a sentence.
  List<String> tags(List<String> words);

  /// Refuses sentences that nothing can be learnt from.
  ///
  /// @throws IllegalArgumentException if there are no words, or not a tag for each
  static void check(List<List<String>> words, List<List<String>> tags) {
    if (words.size() != tags.size()) {
      throw new IllegalArgumentException(
          "expected the tags of each sentence, got %s sentences and the tags of %s"
              .formatted(words.size(), tags.size()));
    }
    for (int s = 0; s < words.size(); s++) {
      if (words.get(s).size() != tags.get(s).size()) {
        throw new IllegalArgumentException(
            "sentence %s: expected a tag for each word, got %s words and %s tags"
                .formatted(s + 1, words.get(s).size(), tags.get(s).size()));
      }
    }
    if (words.stream().allMatch(List::isEmpty)) {
      throw new IllegalArgumentException("expected at least one word, got none");
    }
  }
}
