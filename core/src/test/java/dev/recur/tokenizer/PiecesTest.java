package dev.recur.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Seed;
import dev.recur.text.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PiecesTest {
  // Sennrich et al. 2016, section 3.2: low 5, lower 2, newest 6, widest 3.
  private static final List<String> PAPER =
      List.of(
          "low low low low low",
          "lower lower newest newest newest",
          "newest newest newest widest widest widest");

  @Test
  void the_most_frequent_pair_is_joined_first_and_older_symbols_win_a_tie() {
    // es 9, st 9, lo 7, ow 7, ▁l 7: of es and st, e is the older symbol.
    List<String> merges = Pieces.learn(PAPER, 18, false).merges();
    assertEquals(List.of("e s", "es t", "l o", "▁ lo", "▁lo w"), merges.subList(0, 5));
  }

  @Test
  void frequent_words_are_whole_and_new_words_are_pieces() {
    Pieces pieces = Pieces.learn(PAPER, 40, false);
    assertEquals(List.of("▁low", "▁newest"), pieces.tokenize("low newest"));
    assertEquals(List.of("▁low", "est"), pieces.tokenize("lowest"));
    assertEquals(List.of("▁", "q", "u", "i"), pieces.tokenize("qui"));
    assertEquals(List.of(), pieces.tokenize(" \n"));
  }

  @Test
  void letters_digits_and_marks_are_not_joined() {
    Pieces pieces = Pieces.learn(List.of("ab12!! ab12!! ab12!!", "영화 영화 영화😀😀"), 40, false);
    assertEquals(List.of("▁ab", "12", "!!", "▁영화", "😀", "😀"), pieces.tokenize("ab12!! 영화😀😀"));
  }

  @Test
  void the_order_of_the_texts_does_not_change_what_is_learnt() {
    List<String> texts = new ArrayList<>();
    Seed seed = Seed.of(7);
    for (int i = 0; i < 400; i++) {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < 30; c++) {
        text.append("abcde 가나".charAt((int) (seed.uniform(30L * i + c) * 8)));
      }
      texts.add(text.toString());
    }
    Pieces pieces = Pieces.learn(texts, 300, true);
    Collections.reverse(texts);
    assertEquals(pieces, Pieces.learn(texts, 300, true));
    assertTrue(pieces.merges().size() > 200);
  }

  /// Compares with an implementation that counts everything again for each merge.
  @Test
  void the_result_is_the_same_as_with_a_new_count_for_each_merge() {
    List<String> texts = new ArrayList<>();
    Seed seed = Seed.of(3);
    for (int i = 0; i < 60; i++) {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < 40; c++) {
        text.append("aabbc  ".charAt((int) (seed.uniform(40L * i + c) * 7)));
      }
      texts.add(text.toString());
    }
    assertEquals(anew(texts, 60), Pieces.learn(texts, 60 + 4, false).merges());
  }

  private static List<String> anew(List<String> texts, int most) {
    List<List<String>> words = new ArrayList<>();
    Map<String, Integer> age = new HashMap<>();
    List.of("a", "b", "c", "▁").forEach(letter -> age.put(letter, age.size()));
    for (String text : texts) {
      for (String word : text.strip().split(" +", -1)) {
        words.add(new ArrayList<>(List.of(("▁" + word).split("", -1))));
      }
    }
    words.forEach(word -> word.removeIf(String::isEmpty));
    List<String> merges = new ArrayList<>();
    while (merges.size() < most) {
      Map<String, Integer> counts = new HashMap<>();
      for (List<String> word : words) {
        for (int i = 0; i + 1 < word.size(); i++) {
          counts.merge(word.get(i) + " " + word.get(i + 1), 1, Integer::sum);
        }
      }
      String best =
          counts.keySet().stream()
              .filter(pair -> counts.getOrDefault(pair, 0) > 1)
              .min(
                  (x, y) -> {
                    String[] a = x.split(" ", -1);
                    String[] b = y.split(" ", -1);
                    int more =
                        Integer.compare(counts.getOrDefault(y, 0), counts.getOrDefault(x, 0));
                    int left =
                        Integer.compare(age.getOrDefault(a[0], -1), age.getOrDefault(b[0], -1));
                    return more != 0
                        ? more
                        : left != 0
                            ? left
                            : Integer.compare(
                                age.getOrDefault(a[1], -1), age.getOrDefault(b[1], -1));
                  })
              .orElse("");
      if (best.isEmpty()) {
        return merges;
      }
      if (!merges.contains(best)) {
        merges.add(best);
      }
      String[] two = best.split(" ", -1);
      age.putIfAbsent(two[0] + two[1], age.size());
      for (List<String> word : words) {
        for (int i = 0; i + 1 < word.size(); i++) {
          if (word.get(i).equals(two[0]) && word.get(i + 1).equals(two[1])) {
            word.set(i, two[0] + two[1]);
            word.remove(i + 1);
          }
        }
      }
    }
    return merges;
  }

  @Test
  void pieces_are_the_same_after_being_written_and_read() {
    Pieces pieces = Pieces.learn(PAPER, 40, true);
    Field field = Field.text().tokenize(pieces).lower(true).maxLength(7).build();
    Field back =
        Field.fromSettings(field.toSettings(), Pieces.of(List.copyOf(pieces.merges()), true));
    assertEquals(field.options(), back.options());
    assertEquals(field.preprocess("LOWEST widow"), back.preprocess("LOWEST widow"));
    assertNotEquals(pieces, Pieces.of(pieces.merges(), false));
  }

  @Test
  void pieces_have_the_positions_of_their_letters() {
    Pieces pieces = Pieces.learn(PAPER, 40, true);
    assertEquals(
        List.of(new Span("▁low", 1, 4), new Span("est", 4, 7), new Span("!", 7, 8)),
        pieces.spans(" LOWest!"));
  }

  @Test
  void a_run_of_any_length_is_split() {
    String text = "low".repeat(100_000);
    assertEquals("▁" + text, String.join("", Pieces.learn(PAPER, 40, false).tokenize(text)));
  }

  @Test
  void strings_that_are_not_pairs_are_refused() {
    assertRefused("piece 1: expected two parts separated by a space, got \"abc\"", "a b", "abc");
    assertRefused("piece 1: the pair \"a b\" occurs twice", "a b", "a b");
    assertEquals(
        "the tokenizer \"pieces\" is learnt from texts, so it cannot be found by name: use"
            + " Pieces.learn",
        assertThrows(IllegalArgumentException.class, () -> Tokenizer.named("pieces")).getMessage());
  }

  private static void assertRefused(String sentence, String... merges) {
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> Pieces.of(List.of(merges), false))
            .getMessage());
  }
}
