package dev.recur.task.tag;

import dev.recur.score.TagScores;
import dev.recur.task.Baseline;
import dev.recur.task.Parts;
import dev.recur.tensor.Seed;
import java.util.List;

/// What simple taggers reach on the test. Like the network, they learn the tags of
/// [TagFields#learnt].
final class TagBaselines {
  private TagBaselines() {}

  static List<Baseline> of(Parts parts, Tagger model) {
    Sentences train = Sentences.of(parts.train());
    Sentences test = Sentences.of(parts.test(), train.areUnits());
    TagFields fields = model.network().fields();
    List<List<String>> learnt = train.tags().stream().map(fields::learnt).toList();
    return List.of(
        baseline(
            "frequentTag",
            "most frequent tag",
            "of each word in training",
            new FrequentTag(train.words(), learnt),
            test,
            fields),
        baseline(
            "perceptron",
            "averaged perceptron",
            "with fixed features of words and their neighbours",
            Perceptron.train(train.words(), learnt, Seed.of(1)),
            test,
            fields));
  }

  private static Baseline baseline(
      String name,
      String title,
      String note,
      SimpleTagger tagger,
      Sentences test,
      TagFields fields) {
    TagScores.Builder all = new TagScores.Builder(fields.scheme(), List.of());
    for (Sentence sentence : test.all()) {
      int length = sentence.words().size();
      List<String> tags = fields.written(tagger.tags(sentence.words()));
      all.add(sentence.tags(), tags, new boolean[length], 0, 0);
    }
    TagScores scores = all.build();
    return new Baseline(name, title, note, scores.figure(scores.headline()));
  }
}
