package dev.recur.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.task.classify.Classifier;
import dev.recur.task.tag.TaggerExample;
import dev.recur.text.Vectors;
import dev.recur.text.Vectors.Neighbour;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The nearest neighbours of a word in a model's embedding.
class NeighboursTest {
  @Test
  void the_neighbours_are_those_of_the_table_without_special_tokens() {
    Classifier model = SmallClassifiers.train("epochs", "1");
    List<Neighbour> near = Neighbours.of(model).nearest("Dog", 8);
    List<Neighbour> expected =
        Vectors.of(model.field().vocab(), model.layers().embedding().parameter("weight").value())
            .nearest("dog", 100)
            .stream()
            .filter(each -> !each.token().startsWith("<"))
            .limit(8)
            .toList();
    assertEquals(expected, near);
    assertEquals(8, near.size());
  }

  @Test
  void a_tagger_has_neighbours_too() {
    List<Neighbour> near = Neighbours.of(TaggerExample.tagger()).nearest("dog", 3);
    assertEquals(3, near.size());
    assertTrue(near.get(0).cosine() >= near.get(2).cosine());
    assertRefused(
        "the model has no vector for \"zork\": it read the word too rarely in training, or never",
        Neighbours.of(TaggerExample.tagger()),
        "zork",
        3);
  }

  private static void assertRefused(String expected, Neighbours model, String word, int k) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> model.nearest(word, k));
    assertEquals(expected, e.getMessage());
  }

  @Test
  void what_has_no_vector_is_refused_with_a_sentence() {
    Neighbours model = Neighbours.of(SmallClassifiers.train("epochs", "1"));
    assertRefused(
        "the model has no vector for \"zebra\": it read the word too rarely in training, or never",
        model,
        "Zebra",
        3);
    assertRefused(
        "expected a word that the model reads as one token, got \"the dog\", which has 2: the dog",
        model,
        "the dog",
        3);
    assertRefused(
        "expected a word that the model reads as one token, got \" \", which has 0", model, " ", 3);
    assertRefused("expected at least 1 neighbour, got 0", model, "dog", 0);
  }
}
