package dev.recur.ngram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What each n-gram of a text contributes to a score.
class NGramSharesTest {
  private static NGramModel model(int classes) {
    RandomTexts texts = new RandomTexts(60, classes, 0.6, 1);
    return CrossFit.folds(
            texts.rows(), texts.labels, RandomTexts.ones(classes), Seed.of(1), Workers.single())
        .model(0.8);
  }

  @Test
  void the_names_are_those_of_all_n_grams() {
    for (String text :
        List.of("", "The cat, the CAT.", "größte e\u0301te\u0301 한국어", "👩‍👩‍👧 1\uFE0F")) {
      for (boolean lower : new boolean[] {true, false}) {
        NGrams recipe = new NGrams(lower, lower);
        Set<Integer> keys = Arrays.stream(recipe.keys(text)).boxed().collect(Collectors.toSet());
        assertEquals(keys, NGramNames.of(recipe, text).keySet(), text);
      }
    }
  }

  @Test
  void an_n_gram_is_named_by_its_text() {
    Map<Integer, NGramNames.Name> names = NGramNames.of(new NGrams(true, true), "Ab 한");
    assertEquals(
        Set.of(
            "ab", "^ ab", " a", " ab", " ab ", "a", "ab ", "b", "b ", "한", "ab 한", " 한", " 한 ",
            "한 "),
        names.values().stream().map(NGramNames.Name::text).collect(Collectors.toSet()));
    assertEquals(16, names.size(), "ab and 한 are words and sequences of characters");
  }

  @Test
  void shares_and_bias_add_up_to_the_score() {
    for (int classes : new int[] {2, 3}) {
      NGramModel model = model(classes);
      for (String text : List.of("ab cd", "lm kl lm ab", "nothing known", "", "ab ".repeat(300))) {
        float[] z = model.scores(text);
        for (int c = 0; c < classes; c++) {
          NGramShares shares = model.shares(text, c);
          double sum = shares.shares().stream().mapToDouble(NGramShares.Share::share).sum();
          assertEquals(classes == 2 ? z[c] - z[1 - c] : z[c], shares.score());
          assertEquals(shares.score(), sum + shares.bias(), 1e-5);
        }
      }
    }
  }

  @Test
  void the_largest_share_comes_first() {
    List<NGramShares.Share> shares = model(3).shares("ab cd lm", 1).shares();
    assertTrue(shares.size() > 5);
    for (int i = 1; i < shares.size(); i++) {
      assertTrue(Math.abs(shares.get(i - 1).share()) >= Math.abs(shares.get(i).share()));
    }
  }

  @Test
  void a_class_that_does_not_exist_is_refused() {
    assertThrows(IndexOutOfBoundsException.class, () -> model(3).shares("ab", 3));
  }
}
