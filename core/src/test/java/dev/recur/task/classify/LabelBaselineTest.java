package dev.recur.task.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/// The baselines that a network should beat.
class LabelBaselineTest {

  @Test
  void the_majority_is_the_most_frequent_label_and_of_equals_the_first_in_the_alphabet() {
    assertEquals("b", LabelBaseline.majority(List.of("a", "b", "b")).predict(List.of("any")));
    assertEquals("a", LabelBaseline.majority(List.of("b", "a")).predict(List.of()));
  }

  @Test
  void naive_bayes_gives_the_probabilities_of_the_textbook() {
    // Manning, Raghavan and Schütze 2008, example 13.1, where α is 1; its third test word decides.
    LabelBaseline bayes =
        LabelBaseline.naiveBayes(
            List.of(
                List.of("chinese", "beijing", "chinese"),
                List.of("chinese", "chinese", "shanghai"),
                List.of("chinese", "macao"),
                List.of("tokyo", "japan", "chinese")),
            List.of("china", "china", "china", "japan"));
    assertEquals("china", bayes.predict(List.of("chinese", "japan")));
    assertEquals("japan", bayes.predict(List.of("tokyo", "japan")));
    assertEquals("china", bayes.predict(List.of("unheard")), "of unknown words: the more frequent");
  }

  @Test
  void pairs_tell_apart_what_single_words_cannot() {
    List<List<String>> texts = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      texts.add(i % 2 == 0 ? List.of("dog", "bites", "man") : List.of("man", "bites", "dog"));
      labels.add(i % 2 == 0 ? "usual" : "news");
    }
    assertEquals(1.0, LabelBaseline.naiveBayes(texts, labels).accuracy(texts, labels));
  }

  @Test
  void naive_bayes_is_right_as_often_as_its_formula() {
    Seed seed = Seed.of(5);
    List<List<String>> texts = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < 600; i++) { // more pairs than its first table has room for
      List<String> text = new ArrayList<>();
      for (int w = 0; w < 2 + i % 9; w++) {
        text.add("w" + (int) (seed.uniform(20L * i + w) * (60 + 20 * (i % 3))));
      }
      texts.add(text);
      labels.add("c" + i % 3);
    }
    List<List<String>> seen = texts.subList(0, 500);
    LabelBaseline bayes = LabelBaseline.naiveBayes(seen, labels.subList(0, 500));
    Map<Double, Integer> right = new TreeMap<>(Comparator.reverseOrder());
    for (double smoothing : new double[] {1, 0.5, 0.2, 0.1, 0.05, 0.02}) {
      for (int i = 0; i < 500; i += 10) {
        int hit = formula(seen, at -> at % 10 != 0, seen.get(i), smoothing) == i % 3 ? 1 : 0;
        right.merge(smoothing, hit, Integer::sum);
      }
    }
    int most = Collections.max(right.values());
    double chosen =
        right.entrySet().stream()
            .filter(e -> e.getValue() == most)
            .findFirst()
            .orElseThrow()
            .getKey();
    for (List<String> text : texts.subList(500, 600)) {
      assertEquals("c" + formula(seen, at -> true, text, chosen), bayes.predict(text));
    }
  }

  /// The class of a text among three, whose texts alternate, with counts taken afresh.
  private static int formula(
      List<List<String>> texts, IntPredicate counted, List<String> text, double smoothing) {
    Map<String, int[]> counts = new HashMap<>();
    int[] totals = new int[3];
    int[] rows = new int[3];
    for (int i = 0; i < texts.size(); i++) {
      if (counted.test(i)) {
        rows[i % 3]++;
        for (String feature : features(texts.get(i))) {
          counts.computeIfAbsent(feature, f -> new int[3])[i % 3]++;
          totals[i % 3]++;
        }
      }
    }
    int best = 0;
    double[] scores = new double[3];
    for (int c = 0; c < 3; c++) {
      scores[c] = Math.log(rows[c]);
      for (String feature : features(text)) {
        int[] count = counts.get(feature);
        if (count != null) {
          scores[c] += Math.log((count[c] + smoothing) / (totals[c] + smoothing * counts.size()));
        }
      }
      best = scores[c] > scores[best] ? c : best;
    }
    return best;
  }

  private static List<String> features(List<String> text) {
    List<String> features = new ArrayList<>(text);
    for (int i = 1; i < text.size(); i++) {
      features.add(text.get(i - 1) + " " + text.get(i));
    }
    return features;
  }

  @Test
  void of_too_many_words_and_pairs_the_rare_are_forgotten_and_memory_stays_bounded() {
    FeatureCounts counts = new FeatureCounts(2, 64);
    for (int i = 0; i < 1000; i++) {
      counts.count(List.of("often", "once" + i), i % 2); // three features, two of them new
      assertTrue(counts.size() <= 64, () -> counts.size() + " features");
    }
    int[] known = counts.known(List.of("often"));
    assertEquals(1, known.length);
    int[] times = new int[2];
    counts.visit(known[0], (label, count) -> times[label] = count);
    assertArrayEquals(new int[] {500, 500}, times, "what is frequent is counted exactly");
    assertEquals(0, counts.known(List.of("once3")).length);
    long all = 0;
    for (int feature = 0; feature < counts.size(); feature++) {
      long[] sum = {0};
      counts.visit(feature, (label, count) -> sum[0] += count);
      all += sum[0];
    }
    assertEquals(all, counts.total(0) + counts.total(1), "totals are those of what is known");
  }

  @Test
  void texts_and_labels_that_do_not_go_together_are_refused() {
    String sentence = "expected a label for each text and at least one, got 1 texts and 2 labels";
    List<List<String>> texts = List.of(List.of("one"));
    List<String> labels = List.of("a", "b");
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> LabelBaseline.naiveBayes(texts, labels))
            .getMessage());
    LabelBaseline majority = LabelBaseline.majority(labels);
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> majority.accuracy(texts, labels))
            .getMessage());
  }
}
