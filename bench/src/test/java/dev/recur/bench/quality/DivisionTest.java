package dev.recur.bench.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DivisionTest {
  /// Rows of three labels: nine tenths "a", nearly a tenth "b", and two "c".
  private static List<Example> rows(int n) {
    return IntStream.range(0, n)
        .mapToObj(
            i -> new Example(i, "text " + i % 50, i == 7 || i == 8 ? "c" : i % 10 == 0 ? "b" : "a"))
        .toList();
  }

  private static Division division(TextSet set, int n) {
    return new Division(set, Path.of("none"), new TextSet.Content(rows(n), List.of()));
  }

  private static Draw.Key key(TextSet set, Rows rows, int number, boolean tune) {
    return new Draw.Key(set, rows, number, tune, Map.of());
  }

  private static Set<Example> both(List<Example> some, List<Example> others) {
    Set<Example> both = new HashSet<>(some);
    both.retainAll(new HashSet<>(others));
    return both;
  }

  @Test
  void every_row_is_in_one_part_and_none_in_both() {
    for (TextSet set : List.of(TextSet.MR, TextSet.SMS, TextSet.SURNAMES)) {
      Division division = division(set, 6_000);
      assertEquals(set.testRows(), division.test().size());
      assertEquals(6_000 - set.testRows(), division.training().size());
      assertEquals(Set.of(), both(division.training(), division.test()));
      int b = counts(division.test()).getOrDefault("b", 0L).intValue();
      assertTrue(Math.abs(10 * b - set.testRows()) <= 10, () -> b + " of a tenth");
    }
  }

  @Test
  void a_draw_learns_from_the_training_part_and_is_tested_on_the_test_part() {
    Division division = division(TextSet.SURNAMES, 8_000);
    for (Rows rows : List.of(new Rows(100), new Rows(3_000))) {
      Draw draw = division.draw(key(TextSet.SURNAMES, rows, 1, false));
      assertEquals(rows.count(), new HashSet<>(draw.train()).size());
      assertEquals(2_000, new HashSet<>(draw.test()).size());
      assertTrue(division.training().containsAll(draw.train()));
      assertTrue(new HashSet<>(division.test()).containsAll(draw.test()));
    }
  }

  @Test
  void tuning_never_touches_the_test_part() {
    for (TextSet set : List.of(TextSet.MR, TextSet.SURNAMES, TextSet.WORDNET)) {
      Division division = division(set, 12_000);
      for (Rows rows : List.of(new Rows(100), new Rows(1_000), Rows.WHOLE)) {
        Draw draw = division.draw(key(set, rows, 3, true));
        assertEquals(Set.of(), both(draw.train(), draw.test()));
        List<Example> all = new ArrayList<>(draw.train());
        all.addAll(draw.test());
        assertEquals(Set.of(), both(all, division.test()));
        assertFalse(division.hasSameTest(rows, true));
      }
    }
  }

  @Test
  void equal_keys_give_equal_draws_and_other_numbers_other_rows() {
    Draw.Key first = key(TextSet.MR, new Rows(300), 1, false);
    Draw draw = division(TextSet.MR, 5_000).draw(first);
    assertEquals(draw, division(TextSet.MR, 5_000).draw(first));
    assertNotEquals(
        draw.train(),
        division(TextSet.MR, 5_000).draw(key(TextSet.MR, new Rows(300), 2, false)).train());
  }

  @Test
  void all_draws_are_tested_on_the_same_rows_only_if_the_test_part_has_no_more() {
    Division all = division(TextSet.MR, 5_000);
    assertTrue(all.hasSameTest(new Rows(100), false));
    assertEquals(
        all.draw(key(TextSet.MR, new Rows(100), 1, false)).test(),
        all.draw(key(TextSet.MR, new Rows(300), 2, false)).test());
    Division some = division(TextSet.SURNAMES, 6_000);
    assertFalse(some.hasSameTest(new Rows(100), false));
    assertNotEquals(
        some.draw(key(TextSet.SURNAMES, new Rows(100), 1, false)).test(),
        some.draw(key(TextSet.SURNAMES, new Rows(100), 2, false)).test());
  }

  @Test
  void each_label_has_two_rows_where_it_can_and_otherwise_its_proportion() {
    for (int n : List.of(6, 20, 100, 999)) {
      Map<String, Long> counts = counts(Sampling.stratified(rows(1_000), n, 2, Seed.of(n)).taken());
      assertEquals(n, counts.values().stream().mapToLong(Long::longValue).sum());
      assertEquals(Set.of("a", "b", "c"), counts.keySet());
      counts.values().forEach(count -> assertTrue(count >= 2, counts::toString));
    }
    assertEquals(
        Map.of("a", 89L, "b", 9L, "c", 2L),
        counts(Sampling.stratified(rows(1_000), 100, 2, Seed.of(1)).taken()));
  }

  private static Map<String, Long> counts(List<Example> rows) {
    return rows.stream().collect(Collectors.groupingBy(Example::label, Collectors.counting()));
  }

  @Test
  void too_few_and_too_many_rows_cannot_be_taken() {
    for (int n : List.of(5, 1_001)) { // two of each of three labels
      assertThrows(
          IllegalArgumentException.class, () -> Sampling.stratified(rows(1_000), n, 2, Seed.of(1)));
    }
  }

  @Test
  void ten_folds_test_every_row_once_for_each_seed() {
    Division division = division(TextSet.SMS, 1_500);
    assertEquals(20, division.draws(Rows.WHOLE, Optional.of(2)));
    for (int seed = 0; seed < 2; seed++) {
      List<Example> tested = new ArrayList<>();
      for (int fold = 1; fold <= 10; fold++) {
        Draw draw = division.draw(key(TextSet.SMS, Rows.WHOLE, 10 * seed + fold, false));
        assertEquals(seed + 1, draw.seed());
        assertEquals(1_500, draw.train().size() + draw.test().size());
        assertEquals(Set.of(), both(draw.train(), draw.test()));
        tested.addAll(draw.test());
      }
      tested.sort(Comparator.comparingInt(Example::id));
      assertEquals(rows(1_500), tested);
    }
  }

  @Test
  void sizes_that_leave_too_few_rows_are_left_out() {
    Division division = division(TextSet.MR, 4_500); // 2,500 to train
    assertTrue(division.allows(new Rows(1_000), true));
    assertFalse(division.allows(new Rows(3_000), false));
    assertFalse(division(TextSet.MR, 3_900).allows(new Rows(1_000), true));
    assertEquals(20, division.draws(new Rows(300), Optional.empty()));
    assertEquals(10, division.draws(new Rows(3_000), Optional.empty()));
    assertEquals(3, division.draws(new Rows(10_000), Optional.empty()));
  }
}
