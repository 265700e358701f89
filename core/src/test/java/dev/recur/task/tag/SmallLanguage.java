package dev.recur.task.tag;

import dev.recur.data.Dataset;
import dev.recur.reading.TokenCell;
import dev.recur.settings.Settings;
import dev.recur.task.ComputeSettings;
import dev.recur.task.Context;
import dev.recur.task.Parts;
import dev.recur.task.Role;
import dev.recur.task.Training;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Sentences of a small language, with parts of speech or with names, and taggers of it.
final class SmallLanguage {
  private static final List<String> NOUNS = List.of("dog", "cat", "house", "tree", "river");
  private static final List<String> VERBS = List.of("sees", "finds", "likes", "leaves");
  private static final List<String> NAMES = List.of("Anna", "Boris", "Celia", "Dora");
  private static final List<String> FAMILIES = List.of("Weber", "Kim", "Okafor");

  private SmallLanguage() {}

  /// Sentences such as `the dog sees Anna Kim .`
  static List<Sentence> sentences(int count, long seed, boolean names) {
    List<Sentence> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Seed random = Seed.of(seed).split(i);
      List<String> words = new ArrayList<>();
      List<String> tags = new ArrayList<>();
      phrase(random.split("subject"), names, words, tags);
      add(words, tags, one(VERBS, random, 0), names ? "O" : "VERB");
      phrase(random.split("object"), names, words, tags);
      add(words, tags, ".", names ? "O" : "PUNCT");
      all.add(new Sentence(words, tags));
    }
    return all;
  }

  private static void phrase(Seed seed, boolean names, List<String> words, List<String> tags) {
    if (seed.uniform(0) < 0.5) {
      add(words, tags, "the", names ? "O" : "DET");
      add(words, tags, one(NOUNS, seed, 1), names ? "O" : "NOUN");
      return;
    }
    add(words, tags, one(NAMES, seed, 2), names ? "B-PER" : "PROPN");
    if (seed.uniform(3) < 0.5) {
      add(words, tags, one(FAMILIES, seed, 4), names ? "I-PER" : "PROPN");
    }
  }

  private static String one(List<String> some, Seed seed, long i) {
    return some.get((int) (seed.uniform(i) * some.size()));
  }

  private static void add(List<String> words, List<String> tags, String word, String tag) {
    words.add(word);
    tags.add(tag);
  }

  /// Rows of these sentences.
  static Dataset rows(List<Sentence> sentences) {
    return Dataset.of(
        Role.columns(TagJob.ROLES, Map.of("words", "form", "tags", "upos")),
        sentences.stream()
            .map(s -> List.of(TokenCell.of(s.words()), TokenCell.of(s.tags())))
            .toList());
  }

  static Parts parts(int train, boolean names) {
    Dataset rows = rows(sentences(train, 1, names));
    Dataset held = rows(sentences(40, 2, names));
    return new Parts(rows, rows, held, held);
  }

  /// Settings of a small network, with some changed.
  static TagSettings settings(String... changes) {
    Map<String, String> words = new HashMap<>();
    words.putAll(Map.of("hidden", "12", "embedding", "8", "charEmbedding", "6", "charHidden", "6"));
    words.putAll(Map.of("epochs", "6", "batchSize", "8", "lr", "0.02", "dropout", "0.2"));
    words.put("wordDropout", "0.05");
    for (int i = 0; i < changes.length; i += 2) {
      words.put(changes[i], changes[i + 1]);
    }
    return Settings.create(TagSettings.class, words);
  }

  static Context context(Workers workers) {
    return new Context(
        Settings.create(ComputeSettings.class, Map.of("threads", "1")),
        workers,
        List.of(),
        event -> {});
  }

  /// A tagger that has learnt the language.
  static Tagger tagger(boolean names, String... changes) {
    return (Tagger)
        Training.train(
                new TagJob(), parts(160, names), settings(changes), context(Workers.single()))
            .model();
  }
}
