package dev.recur.ngram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The vector of a text, in double precision.
class NGramTableTest {
  private static final NGrams RECIPE = new NGrams(true, true);
  private static final List<String> TEXTS =
      List.of(
          "the cat sat on the mat",
          "a dog and a cat",
          "그 개는 잔다",
          "the the the the",
          "never seen before: 777",
          "");

  private static NGramTable table(int limit) {
    NGramCounts counts = new NGramCounts();
    TEXTS.forEach(text -> counts.add(RECIPE.keys(text)));
    return NGramTable.of(counts, TEXTS.size(), limit);
  }

  /// 1 + ln((1 + n)/(1 + n_f)), with the precision of a model file.
  private static double idf(int texts) {
    double exact = 1 + Math.log((1.0 + TEXTS.size()) / (1.0 + texts));
    float kept = Float.float16ToFloat(Float.floatToFloat16((float) exact));
    assertEquals(exact, kept, exact / 2048, "11 bits");
    return kept;
  }

  /// The values of a text by key: (1 + ln t)·idf/norm, where an unknown n-gram counts in the norm
  /// as if it were in no text.
  private static Map<Integer, Double> naive(String text, NGramTable table) {
    Set<Integer> known = new HashSet<>();
    Arrays.stream(table.keys()).forEach(known::add);
    Map<Integer, Integer> times = new HashMap<>();
    Arrays.stream(RECIPE.keys(text)).forEach(key -> times.merge(key, 1, Integer::sum));
    Map<Integer, Double> values = new HashMap<>();
    times.forEach(
        (key, t) -> {
          long texts =
              TEXTS.stream()
                  .filter(other -> Arrays.stream(RECIPE.keys(other)).anyMatch(k -> k == key))
                  .count();
          int counted = known.contains(key) ? (int) texts : 0;
          values.put(key, (1 + Math.log(t)) * idf(counted));
        });
    double norm = Math.sqrt(values.values().stream().mapToDouble(v -> v * v).sum());
    values.keySet().retainAll(known);
    values.replaceAll((key, value) -> value / norm);
    return values;
  }

  private static void assertVector(String text, NGramTable table) {
    NGramTable.Row row = table.row(RECIPE.keys(text));
    Map<Integer, Double> expected = naive(text, table);
    assertEquals(expected.size(), row.numbers.length, text);
    for (int i = 0; i < row.numbers.length; i++) {
      int key = table.keys()[row.numbers[i]];
      double value = table.value(row.numbers[i], row.times[i] & 0xFF) * row.scale;
      assertEquals(expected.getOrDefault(key, Double.NaN), value, 1e-6, text);
    }
  }

  @Test
  void a_value_is_the_damped_count_times_the_inverse_document_frequency_over_the_norm() {
    for (String text : TEXTS) {
      assertVector(text, table(1 << 20));
    }
  }

  @Test
  void unknown_n_grams_have_no_value_but_count_in_the_norm() {
    for (int limit : new int[] {1, 5, 40}) {
      NGramTable table = table(limit);
      assertEquals(limit, table.size());
      TEXTS.forEach(text -> assertVector(text, table));
      assertVector("the cat saw unheard-of things", table);
    }
    NGramTable all = table(1 << 20);
    NGramTable.Row cat = all.row(RECIPE.keys("cat"));
    NGramTable.Row more = all.row(RECIPE.keys("cat xyzzy"));
    assertTrue(more.scale < 0.8 * cat.scale, "it is answered with less confidence");
  }

  @Test
  void a_text_without_known_n_grams_is_the_zero_vector() {
    NGramTable table = table(1 << 20);
    for (String text : List.of("", "ⵣⵣⵣ")) {
      assertEquals(0, table.row(RECIPE.keys(text)).numbers.length);
    }
    assertEquals(0, table.row(new int[0]).scale);
  }

  @Test
  void more_than_255_occurrences_count_as_255() {
    NGramTable table = table(1 << 20);
    NGramTable.Row often = table.row(RECIPE.keys("cat ".repeat(255)));
    assertArrayEquals(often.times, table.row(RECIPE.keys("cat ".repeat(300))).times);
    assertEquals(
        255,
        IntStream.range(0, often.times.length).map(i -> often.times[i] & 0xFF).max().orElseThrow());
    double value = table.value(often.numbers[0], 255);
    assertEquals((1 + Math.log(255)) * table.idf()[often.numbers[0]], value, 1e-5);
  }

  @Test
  void every_known_key_is_found_and_no_other() {
    for (int count : new int[] {0, 1, 2, 9, 1000, 30_000}) {
      int[] keys =
          LongStream.range(0, count)
              .mapToInt(i -> (int) (i % 3 == 0 ? i : Seed.of(1).bits(i))) // some close together
              .boxed()
              .distinct()
              .sorted(Integer::compareUnsigned)
              .mapToInt(Integer::intValue)
              .toArray();
      assertTrue(NGramTable.areAscending(keys));
      float[] idf = new float[keys.length + 1];
      Arrays.fill(idf, 1);
      NGramTable table = new NGramTable(keys, idf);
      int[] sorted = Arrays.stream(keys).sorted().toArray();
      int[] found = Arrays.stream(table.row(sorted).numbers).sorted().toArray();
      assertArrayEquals(IntStream.range(0, keys.length).toArray(), found);
      Set<Integer> known = new HashSet<>();
      Arrays.stream(keys).forEach(known::add);
      int[] others =
          LongStream.range(0, 2000)
              .mapToInt(i -> (int) Seed.of(2).bits(i))
              .filter(key -> !known.contains(key))
              .sorted()
              .toArray();
      assertEquals(0, table.row(others).numbers.length);
    }
  }

  @Test
  void keys_are_in_ascending_order_without_their_sign() {
    assertTrue(NGramTable.areAscending());
    assertTrue(NGramTable.areAscending(0, 7, Integer.MIN_VALUE, -1));
    assertTrue(!NGramTable.areAscending(-1, 7) && !NGramTable.areAscending(7, 7));
  }

  @Test
  void of_many_texts_every_second_or_third_becomes_a_vector() {
    List<String> texts = IntStream.range(0, 10).mapToObj(i -> "text " + (char) ('a' + i)).toList();
    long all = texts.stream().mapToLong(text -> different(RECIPE.keys(text))).sum();
    NGramRows whole = NGramRows.of(texts, RECIPE, 2, all, Workers.single());
    assertEquals(10, whole.size());
    NGramRows third = NGramRows.of(texts, RECIPE, 2, all / 3 + 1, Workers.single());
    assertEquals(4, third.size());
    assertEquals(whole.table().size(), third.table().size(), "all of them are counted");
    for (int row = 0; row < third.size(); row++) {
      assertEquals(3 * row, third.text(row));
      assertArrayEquals(whole.row(3 * row).numbers, third.row(row).numbers);
    }
    assertEquals(10, third.more(texts, Workers.single()).size(), "of more texts, all do");
  }

  private static long different(int... keys) {
    return Arrays.stream(keys).distinct().count();
  }

  @Test
  void with_many_classes_fewer_n_grams_are_known() {
    assertEquals(4, NGramRows.of(TEXTS, true, true, 1 << 20, Workers.single()).table().size());
  }

  @Test
  void vectors_are_the_same_with_any_number_of_threads() {
    List<String> texts = IntStream.range(0, 3000).mapToObj(i -> "text " + i % 97 * i).toList();
    NGramRows one = NGramRows.of(texts, true, true, 2, Workers.single());
    try (Workers three = new Workers(3)) {
      NGramRows rows = NGramRows.of(texts, true, true, 2, three);
      assertArrayEquals(one.table().keys(), rows.table().keys());
      for (int i = 0; i < texts.size(); i++) {
        assertArrayEquals(one.row(i).numbers, rows.row(i).numbers);
        assertEquals(one.row(i).scale, rows.row(i).scale);
      }
    }
  }
}
