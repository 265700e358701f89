package dev.recur.ngram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Seed;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// In how many texts an n-gram occurs, with little memory.
class NGramCountsTest {
  /// Counts by their definition: at the limit, what occurs in at most one text is dropped, then in
  /// at most two, and so on until half is left; the next time it goes on from there.
  private static final class Naive {
    private final Map<Integer, Integer> counts = new HashMap<>();
    private final int most;
    private int least;

    Naive(int most) {
      this.most = most;
    }

    void add(int[] keys) {
      for (int key : Arrays.stream(keys).distinct().sorted().toArray()) {
        if (!counts.containsKey(key) && counts.size() == most) {
          while (counts.size() > most / 2) {
            least++;
            counts.values().removeIf(count -> count <= least);
          }
        }
        counts.merge(key, 1, Integer::sum);
      }
    }

    long[] mostFrequent(int limit) {
      Comparator<Map.Entry<Integer, Integer>> byCount = Map.Entry.comparingByValue();
      Comparator<Map.Entry<Integer, Integer>> byKey =
          Map.Entry.comparingByKey(Integer::compareUnsigned);
      return counts.entrySet().stream()
          .sorted(byCount.reversed().thenComparing(byKey))
          .limit(limit)
          .sorted(byKey)
          .mapToLong(entry -> entry(entry.getKey(), entry.getValue()))
          .toArray();
    }
  }

  private static long entry(int key, int count) {
    return ((long) key << 32) | count;
  }

  private static long[] counted(int most, int limit, int[]... texts) {
    NGramCounts counts = new NGramCounts(most);
    for (int[] text : texts) {
      counts.add(Arrays.stream(text).sorted().toArray());
    }
    return counts.mostFrequent(limit);
  }

  @Test
  void a_text_counts_once_however_often_an_n_gram_is_in_it() {
    int[][] texts = {{7, 7, 7, -3}, {7, 5}, {-3, 7}};
    assertArrayEquals(
        new long[] {entry(5, 1), entry(7, 3), entry(-3, 2)}, counted(100, 100, texts));
  }

  @Test
  void the_most_frequent_are_chosen_and_of_equals_the_smaller_keys_without_a_sign() {
    int[][] texts = {{-1, 1, 2, -2, 9}, {9, 2}, {-1}};
    assertArrayEquals(new long[] {entry(2, 2), entry(9, 2), entry(-1, 2)}, counted(100, 3, texts));
    assertArrayEquals(
        new long[] {entry(1, 1), entry(2, 2), entry(9, 2), entry(-1, 2)}, counted(100, 4, texts));
    assertArrayEquals(new long[] {entry(2, 2), entry(9, 2)}, counted(100, 2, texts));
    assertArrayEquals(new long[0], counted(100, 5));
  }

  /// Texts of some frequent and many rare keys.
  private static int[][] random(long seed, int texts) {
    Seed random = Seed.of(seed);
    int[][] all = new int[texts][12];
    for (int i = 0; i < texts; i++) {
      for (int k = 0; k < all[i].length; k++) {
        double u = random.uniform(12L * i + k);
        long rank = (long) (1 / (u + 1e-4)); // the k-th key is about 1/k as frequent
        all[i][k] = (int) Seed.of(5).bits(rank) | 1;
      }
    }
    return all;
  }

  @Test
  void at_the_limit_the_rarest_are_forgotten_as_the_definition_says() {
    for (int most : new int[] {6, 64, 500, 5000}) {
      for (long seed = 1; seed <= 5; seed++) {
        Naive naive = new Naive(most);
        NGramCounts counts = new NGramCounts(most);
        for (int[] text : random(seed, 400)) {
          naive.add(text);
          counts.add(Arrays.stream(text).sorted().toArray());
          assertTrue(counts.size() <= most);
        }
        assertEquals(naive.counts.size(), counts.size());
        assertArrayEquals(naive.mostFrequent(20), counts.mostFrequent(20));
        assertArrayEquals(naive.mostFrequent(5000), counts.mostFrequent(5000));
      }
    }
  }

  @Test
  void what_is_frequent_is_remembered_through_any_number_of_rare_ones() {
    NGramCounts counts = new NGramCounts(50);
    for (int i = 1; i <= 1000; i++) {
      counts.add(new int[] {i % 2 == 0 ? -8 : -7, 3 * i, 3 * i + 1}); // not in the order of Java
    }
    long[] chosen = counts.mostFrequent(2);
    List<Integer> keys = LongStream.of(chosen).mapToObj(each -> (int) (each >>> 32)).toList();
    assertEquals(List.of(-8, -7), keys);
    for (long each : chosen) {
      assertTrue((int) each > 450 && (int) each <= 500, "never more than it was: " + (int) each);
    }
  }

  @Test
  void the_table_grows_with_the_n_grams() {
    NGramCounts counts = new NGramCounts();
    int[] many = LongStream.range(0, 50_000).mapToInt(i -> (int) Seed.of(2).bits(i) | 1).toArray();
    int[] distinct = Arrays.stream(many).distinct().sorted().toArray();
    counts.add(distinct);
    counts.add(distinct);
    assertEquals(distinct.length, counts.size());
    assertTrue(LongStream.of(counts.mostFrequent(1 << 20)).allMatch(each -> (int) each == 2));
  }
}
