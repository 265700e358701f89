package dev.recur.bench;

import java.util.List;

/// A trained tagger that is compared with others.
///
/// @param title its name in the table
/// @param seconds how long its training took
/// @param tagging how it tags
record WordTagger(String title, double seconds, Method tagging) {
  /// Tags words.
  interface Method {
    /// The tags of each sentence.
    List<List<String>> tags(List<List<String>> sentences);
  }

  /// The shares of words that are tagged right.
  ///
  /// @param all of all words
  /// @param unknown of those that no training sentence has, in lower case; NaN if there are none
  record Accuracy(double all, double unknown) {
    /// Compares answers with the right tags.
    static Accuracy of(
        List<Treebank.Sentence> train, List<Treebank.Sentence> test, List<List<String>> answers) {
      var known = Treebank.known(train);
      int right = 0;
      int unknown = 0;
      int unknownRight = 0;
      for (int s = 0; s < test.size(); s++) {
        Treebank.Sentence sentence = test.get(s);
        require(sentence.words().size(), answers.get(s).size());
        for (int i = 0; i < sentence.words().size(); i++) {
          boolean isRight = sentence.tags().get(i).equals(answers.get(s).get(i));
          boolean isUnknown = !known.contains(Treebank.known(sentence.words().get(i)));
          right += isRight ? 1 : 0;
          unknown += isUnknown ? 1 : 0;
          unknownRight += isUnknown && isRight ? 1 : 0;
        }
      }
      return new Accuracy((double) right / Treebank.words(test), (double) unknownRight / unknown);
    }

    private static void require(int words, int tags) {
      if (words != tags) {
        throw new IllegalStateException(
            "expected a tag for each of %s words, got %s".formatted(words, tags));
      }
    }
  }
}
