package dev.recur.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which rows of a table a batch has: each once, in the order of their first appearance.
class TableLookupTest {
  private static final int HASH = 0x9E3779B9; // what ids are spread with

  private static TableLookup rows(Arena arena, int... all) {
    return new TableLookup(
        arena, new Storage(new float[0], 0, arena), 0, all, all.length, false, (r, d) -> {});
  }

  private static void check(int... all) {
    Arena used = Arena.pooled(); // memory in which something stands
    for (int i = 0; i < 8; i++) { // ids, index and places begin as what would mislead most
      Arrays.fill(used.takeInts(8 * all.length + 32), i == 0 ? all[0] : 0);
    }
    used.reset();
    for (Arena arena : List.of(used, Arena.unpooled())) {
      Map<Integer, Integer> places = new LinkedHashMap<>();
      int[] index = Arrays.stream(all).map(id -> place(places, id)).toArray();
      TableLookup rows = rows(arena, all);
      assertEquals(places.size(), rows.distinct);
      int[] ids = places.keySet().stream().mapToInt(id -> id).toArray();
      assertArrayEquals(ids, Arrays.copyOf(rows.ids, rows.distinct));
      assertArrayEquals(index, Arrays.copyOf(rows.index, all.length));
    }
  }

  private static int place(Map<Integer, Integer> places, int id) {
    places.putIfAbsent(id, places.size());
    return places.get(id);
  }

  @Test
  void ids_are_told_apart_in_the_order_of_their_first_appearance() {
    check(5);
    check(0);
    check(3, 3, 3, 3, 3);
    check(7, 2, 7, 9, 2, 7, 0);
    check(IntStream.range(0, 1000).toArray());
    check(IntStream.range(0, 1000).map(i -> 999 - i).toArray());
    check(0, Integer.MAX_VALUE, 0, 1, Integer.MAX_VALUE);
  }

  @Test
  void ids_that_fall_on_the_same_place_stay_apart_also_around_the_end() {
    int inverse = 1;
    for (int i = 0; i < 5; i++) {
      inverse *= 2 - HASH * inverse; // Newton's step, modulo 2³²
    }
    assertEquals(1, HASH * inverse);
    for (int n : new int[] {2, 7, 8, 9, 100, 500}) {
      int[] first = new int[2 * n];
      int[] last = new int[2 * n];
      int[] mixed = new int[2 * n];
      for (int i = 0; i < 2 * n; i++) {
        first[i] = inverse * (i % n); // hashed to the numbers 0 to n − 1: all on the first place
        last[i] = inverse * ~(i % n); // −1 to −n: all on the last, from where the search goes on
        mixed[i] = i % 2 == 0 ? first[i] : last[i];
      }
      check(first);
      check(last);
      check(mixed);
    }
  }

  @Test
  void any_batch_is_told_apart_rightly() {
    Random random = new Random(1);
    for (int n = 1; n < 200; n++) {
      int vocabulary = 1 + random.nextInt(3 * n);
      check(random.ints(n, 0, vocabulary).toArray());
    }
  }

  @Test
  void only_the_first_n_ids_count() {
    TableLookup rows =
        new TableLookup(
            Arena.unpooled(),
            new Storage(new float[0], 0, Arena.unpooled()),
            0,
            new int[] {4, 4, 5, 6},
            2,
            false,
            (r, d) -> {});
    assertEquals(1, rows.distinct);
  }

  @Test
  void the_distinct_rows_are_copied_from_the_table() {
    float[] table = Floats.normal(5 * 3, 1);
    Arena arena = Arena.unpooled();
    int[] all = {4, 1, 4, 0, 1};
    TableLookup rows =
        new TableLookup(
            arena, new Storage(table, table.length, arena), 3, all, 5, true, (r, d) -> {});
    float[] x = rows.gather(arena);
    for (int n = 0; n < all.length; n++) {
      float[] expected = Arrays.copyOfRange(table, all[n] * 3, all[n] * 3 + 3);
      int at = rows.index[n] * 3;
      Floats.assertSameBits(expected, Arrays.copyOfRange(x, at, at + 3), "step " + n);
    }
  }

  @Test
  void the_gradient_goes_to_who_takes_it() {
    List<Object> taken = new ArrayList<>();
    TableLookup rows =
        new TableLookup(
            Arena.unpooled(),
            new Storage(new float[6], 6, Arena.unpooled()),
            3,
            new int[] {1, 0},
            2,
            true,
            (r, d) -> {
              taken.add(r);
              taken.add(d);
            });
    float[] d = new float[6];
    rows.addGradient(d);
    assertEquals(2, taken.size());
    assertSame(rows, taken.get(0));
    assertSame(d, taken.get(1));
  }
}
