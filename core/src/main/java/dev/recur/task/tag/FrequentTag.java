package dev.recur.task.tag;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Gives each word the tag that it had most often in training, and a word that did not occur there
/// the most frequent tag of all. Of equals, the tag that came first.
final class FrequentTag implements SimpleTagger {
  private final Map<String, String> ofWords = new HashMap<>();
  private final String ofOthers;

  /// @param words of each sentence
  /// @param tags of each sentence, one for each word
  /// @throws IllegalArgumentException if there are no words, or not a tag for each
  FrequentTag(List<List<String>> words, List<List<String>> tags) {
    SimpleTagger.check(words, tags);
    Map<String, SequencedMap<String, Integer>> counts = new HashMap<>();
    SequencedMap<String, Integer> all = new LinkedHashMap<>();
    for (int s = 0; s < words.size(); s++) {
      for (int i = 0; i < words.get(s).size(); i++) {
        String tag = tags.get(s).get(i);
        counts
            .computeIfAbsent(words.get(s).get(i), word -> new LinkedHashMap<>())
            .merge(tag, 1, Integer::sum);
        all.merge(tag, 1, Integer::sum);
      }
    }
    counts.forEach((word, of) -> ofWords.put(word, most(of)));
    ofOthers = most(all);
  }

  private static String most(SequencedMap<String, Integer> counts) {
    Map.Entry<String, Integer> most = counts.firstEntry();
    for (Map.Entry<String, Integer> each : counts.entrySet()) {
      if (each.getValue() > most.getValue()) {
        most = each;
      }
    }
    return most.getKey();
  }

  @Override
  public List<String> tags(List<String> words) {
    return words.stream().map(word -> ofWords.getOrDefault(word, ofOthers)).toList();
  }
}
