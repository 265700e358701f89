package dev.recur.task.tag;

import dev.recur.span.Scheme;
import java.util.List;

/// A sentence whose tags are known.
///
/// @param words its words
/// @param tags the tag of each word, as the data has it
record Sentence(List<String> words, List<String> tags) {
  /// The same sentence with its tags in another scheme.
  Sentence converted(Scheme from, Scheme to) {
    return new Sentence(words, from.convert(tags, to));
  }
}
