package dev.recur.task.tag;

import dev.recur.score.TagScores;
import dev.recur.span.Scheme;
import dev.recur.task.Baseline;
import dev.recur.task.Parts;
import dev.recur.tensor.Seed;
import java.util.List;

/// What simple taggers reach on the test.
final class TagBaselines {
  private TagBaselines() {}

  static List<Baseline> of(Parts parts, Tagger model) {
    Sentences train = Sentences.of(parts.train());
    Sentences test = Sentences.of(parts.test());
    Scheme scheme = model.scheme();
    return List.of(
        baseline(
            "frequentTag",
            "most frequent tag",
            "of each word in training",
            new FrequentTag(train.words(), train.tags()),
            test,
            scheme),
        baseline(
            "perceptron",
            "averaged perceptron",
            "with fixed features of words and their neighbours",
            Perceptron.train(train.words(), train.tags(), Seed.of(1)),
            test,
            scheme));
  }

  private static Baseline baseline(
      String name, String title, String note, SimpleTagger tagger, Sentences test, Scheme scheme) {
    TagScores.Builder all = new TagScores.Builder(scheme, List.of());
    for (Sentence sentence : test.all()) {
      int length = sentence.words().size();
      all.add(sentence.tags(), tagger.tags(sentence.words()), new boolean[length], 0, 0);
    }
    TagScores scores = all.build();
    return new Baseline(name, title, note, scores.figure(scores.headline()));
  }
}
