package dev.recur.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The guesses that a network has to beat.
class BaselineTest {

  @Test
  void the_majority_is_the_most_frequent_label_and_of_equals_the_first_in_the_alphabet() {
    assertEquals("b", Baseline.majority(List.of("a", "b", "b")).predict(List.of("any")));
    assertEquals("a", Baseline.majority(List.of("b", "a")).predict(List.of()));
  }

  @Test
  void naive_bayes_gives_the_probabilities_of_the_textbook() {
    // Manning, Raghavan and Schütze 2008, example 13.1, where α is 1; its third test word decides.
    Baseline bayes =
        Baseline.naiveBayes(
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
    assertEquals(1.0, Baseline.naiveBayes(texts, labels).accuracy(texts, labels));
  }

  @Test
  void texts_and_labels_that_do_not_go_together_are_refused() {
    String sentence = "expected a label for each text and at least one, got 1 texts and 2 labels";
    List<List<String>> texts = List.of(List.of("one"));
    List<String> labels = List.of("a", "b");
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> Baseline.naiveBayes(texts, labels))
            .getMessage());
    Baseline majority = Baseline.majority(labels);
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> majority.accuracy(texts, labels))
            .getMessage());
  }
}
