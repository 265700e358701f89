package dev.recur.task.classify;

import static dev.recur.task.classify.Divisions.assertSame;
import static dev.recur.task.classify.Divisions.context;
import static dev.recur.task.classify.Divisions.files;
import static dev.recur.task.classify.Divisions.moods;
import static dev.recur.task.classify.Divisions.riddles;
import static dev.recur.task.classify.Divisions.rows;
import static dev.recur.task.classify.Divisions.share;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Dataset;
import dev.recur.file.NamedArray;
import dev.recur.ngram.CrossFit;
import dev.recur.ngram.NGramModel;
import dev.recur.ngram.NGramRows;
import dev.recur.score.ClassScores;
import dev.recur.task.Parts;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import dev.recur.text.FieldOptions;
import dev.recur.text.FittedLabels;
import dev.recur.text.LabelField;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a linear model of n-grams learns from which texts, and how much it counts beside a network.
class ExpertsTest {
  private static FittedLabels labels(Dataset rows) {
    return ((LabelField) rows.columns().recipe("label")).buildVocab(rows);
  }

  /// What the experts learn beside a network that knows nothing.
  ///
  /// @param weights of the classes
  private static Experts.Learnt learn(Parts parts, boolean knownLabels, float... weights) {
    FittedLabels labels = labels(parts.train());
    var scores = new ClassScores.Builder(labels.size());
    float[] alike = new float[labels.size()];
    Arrays.fill(alike, (float) -Math.log(labels.size()));
    for (int i = 0; i < parts.valid().size(); i++) {
      int known = labels.index(parts.valid().row(i).text("label"));
      scores.add(knownLabels ? known : labels.size(), alike);
    }
    return Experts.learn(
        parts,
        Field.text().build().options(),
        labels,
        scores.build(),
        weights,
        context(Workers.single()));
  }

  private static List<String> texts(Dataset rows) {
    return rows.texts("text");
  }

  @Test
  void validation_rows_of_a_file_of_their_own_choose_but_are_never_learnt_from() {
    Dataset train = riddles(100, 1);
    Experts.Learnt one = learn(files(train, riddles(60, 2)), false);
    Experts.Learnt other = learn(files(train, riddles(90, 3)), false);
    List<NamedArray> arrays = one.experts().ngrams().arrays();
    for (int i = 0; i < arrays.size(); i++) {
      assertSame(arrays.get(i), other.experts().ngrams().arrays().get(i));
    }
    List<NamedArray> prior = prior(train).arrays();
    for (int i = 0; i < arrays.size(); i++) {
      assertSame(prior.get(i), arrays.get(i));
    }
    assertEquals(0.2, one.experts().network(), "without a known label");
    Experts.Learnt chosen = learn(files(train, riddles(60, 2)), true);
    assertSame(arrays.get(0), chosen.experts().ngrams().arrays().get(0));
    assertEquals(0.5, chosen.pooled().accuracy(), 0.2, "riddles that it has not seen");
    assertTrue(chosen.pooled().loss() < Math.log(2) + 0.1);
  }

  /// The linear model that has the weight of the prior, 0.9, put together from its parts.
  private static NGramModel prior(Dataset train) {
    Workers workers = Workers.single();
    FieldOptions field = Field.text().build().options();
    NGramRows rows =
        NGramRows.of(train.texts("text"), field.lower(), field.normalize(), 2, workers);
    FittedLabels labels = labels(train);
    return CrossFit.once(
            rows,
            train.texts("label").stream().mapToInt(labels::index).toArray(),
            rows.more(List.of("any"), workers),
            new int[] {-1},
            new float[] {1, 1},
            context(workers).seed().split("ngrams"),
            workers)
        .model(0.9);
  }

  @Test
  void only_the_ratios_of_class_weights_count() {
    Parts parts = share(moods(200, 1), 0.3);
    Experts alike = learn(parts, true).experts();
    Experts one = learn(parts, true, 1, 3).experts();
    Experts eight = learn(parts, true, 8, 24).experts();
    assertEquals(one.network(), eight.network());
    String text = texts(parts.valid()).getFirst();
    assertArrayEquals(one.ngrams().scores(text), eight.ngrams().scores(text));
    assertNotEquals(alike.ngrams().scores(text)[1], one.ngrams().scores(text)[1]);
  }

  @Test
  void of_very_many_texts_those_of_training_are_learnt_from() {
    Parts parts = share(riddles(10_001, 1), 0.2);
    int known = learn(parts, true).experts().ngrams().size();
    assertEquals(prior(parts.train()).size(), known);
  }

  @Test
  void validation_rows_of_the_same_file_are_learnt_from_but_do_not_flatter() {
    Parts parts = share(riddles(200, 1), 0.3);
    Experts.Learnt learnt = learn(parts, true);
    FittedLabels labels = labels(parts.train());
    long right =
        IntStream.range(0, parts.valid().size())
            .filter(
                i ->
                    learnt.experts().ngrams().classOf(texts(parts.valid()).get(i))
                        == labels.index(parts.valid().row(i).text("label")))
            .count();
    assertEquals(parts.valid().size(), right, "learnt by heart");
    assertEquals(0.5, learnt.pooled().accuracy(), 0.2, "but not for the choice of weights");
    assertTrue(learnt.pooled().loss() > 0.6);
    int train = learn(files(parts.train(), riddles(60, 2)), true).experts().ngrams().size();
    assertTrue(learnt.experts().ngrams().size() > train);
  }

  @Test
  void of_texts_too_long_for_a_cross_validation_those_of_training_are_learnt_from() {
    String marks = "!".repeat(9_990);
    List<List<String>> cells =
        IntStream.range(0, 600).mapToObj(i -> List.of("w" + i + marks, "l" + i % 2)).toList();
    Parts parts = share(rows(cells), 0.2);
    int known = learn(parts, true).experts().ngrams().size();
    assertEquals(prior(parts.train()).size(), known);
  }

  @Test
  void a_network_that_knows_more_counts_more() {
    Dataset train = riddles(100, 1);
    Dataset valid = riddles(100, 2);
    FittedLabels labels = labels(train);
    double[] counts = new double[2];
    for (int knows = 0; knows < 2; knows++) {
      var scores = new ClassScores.Builder(2);
      for (int i = 0; i < 100; i++) {
        int y = labels.index(valid.row(i).text("label"));
        float right = (float) Math.log(0.8);
        float wrong = (float) Math.log(0.2);
        boolean first = (knows == 1 ? y : i % 2) == 0;
        scores.add(y, first ? right : wrong, first ? wrong : right);
      }
      Experts.Learnt learnt =
          Experts.learn(
              files(train, valid),
              Field.text().build().options(),
              labels,
              scores.build(),
              new float[0],
              context(Workers.single()));
      counts[knows] = learnt.experts().network();
      assertEquals(knows == 1 ? 1 : 0.5, learnt.pooled().accuracy(), 0.2);
    }
    assertTrue(counts[1] > counts[0] + 0.5, Arrays.toString(counts));
  }
}
