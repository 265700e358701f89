package dev.recur.task.tag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The averaged perceptron: what each of its features can tell, and that it repeats itself.
class PerceptronTest {
  private static final Seed SEED = Seed.of(1);

  private static List<List<String>> sentences(String... texts) {
    return Arrays.stream(texts).map(text -> List.of(text.split(" "))).toList();
  }

  private static List<String> answer(Perceptron tagger, String text) {
    return tagger.tags(List.of(text.split(" ")));
  }

  @Test
  void a_word_with_two_tags_gets_the_one_that_its_neighbours_ask_for() {
    Perceptron tagger =
        Perceptron.train(
            sentences("the can is red", "we can go", "a can fell", "they can swim", "go home"),
            sentences("D N V A", "P V V", "D N V", "P V V", "V N"),
            SEED);
    assertEquals(List.of("D", "N", "V"), answer(tagger, "the can fell"));
    assertEquals(List.of("P", "V", "V"), answer(tagger, "they can go"));
  }

  @Test
  void unknown_words_are_tagged_by_their_ends_and_their_shape() {
    Perceptron tagger =
        Perceptron.train(
            sentences("walking", "talking", "quickly", "slowly", "London", "Paris", "12", "1999"),
            sentences("V", "V", "A", "A", "N", "N", "C", "C"),
            SEED);
    assertEquals(List.of("V"), answer(tagger, "jumping"));
    assertEquals(List.of("A"), answer(tagger, "happily"));
    assertEquals(List.of("N"), answer(tagger, "Oxford"));
    assertEquals(List.of("C"), answer(tagger, "467"));
  }

  @Test
  void tags_before_decide_where_words_say_nothing() {
    // The same word over and over: in the middle, only the tags before tell one from the next.
    List<String> words = Collections.nCopies(10, "x");
    List<String> tags = List.of("A", "B", "C", "A", "B", "C", "A", "B", "C", "A");
    Perceptron tagger =
        Perceptron.train(Collections.nCopies(200, words), Collections.nCopies(200, tags), SEED);
    assertEquals(tags, tagger.tags(words));
  }

  @Test
  void the_same_seed_gives_the_same_tagger_and_another_seed_another() {
    List<List<String>> words = new ArrayList<>();
    List<List<String>> tags = new ArrayList<>();
    for (int s = 0; s < 40; s++) {
      List<String> sentence = new ArrayList<>();
      List<String> random = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        sentence.add("w" + Seed.of(s).bits(i) % 50);
        random.add("t" + Math.floorMod(Seed.of(s).bits(100 + i), 5)); // nothing to be learnt
      }
      words.add(sentence);
      tags.add(random);
    }
    List<List<String>> fresh = new ArrayList<>(words);
    fresh.replaceAll(List::reversed);
    List<List<String>> once =
        fresh.stream().map(Perceptron.train(words, tags, SEED)::tags).toList();

    assertEquals(once, fresh.stream().map(Perceptron.train(words, tags, SEED)::tags).toList());
    assertNotEquals(
        once, fresh.stream().map(Perceptron.train(words, tags, Seed.of(2))::tags).toList());
  }

  @Test
  void any_strings_may_be_tags_and_empty_and_very_long_sentences_are_tagged() {
    List<String> longOne = Collections.nCopies(10_000, "산에서");
    Perceptron tagger =
        Perceptron.train(
            List.of(List.of(), List.of("집에서", ""), longOne),
            List.of(List.of(), List.of("NNG+JKB", ""), Collections.nCopies(10_000, "NNG+JKB")),
            SEED);
    assertEquals(List.of(), tagger.tags(List.of()));
    assertEquals(Collections.nCopies(10_000, "NNG+JKB"), tagger.tags(longOne));
    assertEquals(2, tagger.tags(List.of("", "\uD83D")).size());
  }

  @Test
  void where_all_words_have_one_tag_it_is_the_answer() {
    Perceptron tagger = Perceptron.train(sentences("a b"), sentences("O O"), SEED);
    assertEquals(List.of("O", "O", "O"), answer(tagger, "a new word"));
  }

  @Test
  void a_shape_keeps_kinds_of_characters_and_no_lengths() {
    assertEquals("Xx-d", TaggedWord.shape("Iphone-12"));
    assertEquals("xXx", TaggedWord.shape("iPhone"));
    assertEquals("dc", TaggedWord.shape("45개의"));
    assertEquals("@x", TaggedWord.shape("@@ab"));
    assertEquals("", TaggedWord.shape(""));
  }

  @Test
  void features_are_numbered_in_order_and_keep_their_numbers() {
    FeatureNumbers numbers = new FeatureNumbers();
    for (int i = 0; i < 100_000; i++) {
      assertEquals(i, numbers.numbered(TaggedWord.key(1, i)));
    }
    for (int i = 0; i < 100_000; i += 999) {
      assertEquals(i, numbers.known(TaggedWord.key(1, i)));
      assertEquals(-1, numbers.known(TaggedWord.key(2, i)));
    }
    assertEquals(0, new FeatureNumbers().numbered(0));
  }

  @Test
  void averages_are_the_means_of_the_weights_over_all_steps() {
    TagWeights weights = new TagWeights();
    weights.add(new int[] {5000}, 1, 1, 1, 0); // 1 from the beginning
    weights.add(new int[] {5000, 7}, 2, 1, 2, 3); // 3 in the last of four steps
    float[] now = new float[2];
    float[] mean = new float[2];
    weights.score(new int[] {5000, 7, 9_999}, 3, now);
    weights.averages(4).score(new int[] {5000, 7, 9_999}, 3, mean);

    assertEquals(3 + 2, now[1]);
    assertEquals((1 + 1 + 1 + 3) / 4f + 2 / 4f, mean[1], 1e-6f);
    assertTrue(now[0] == 0 && mean[0] == 0);
  }
}
