package dev.recur.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The memory of a step: nothing is lent twice at the same time, and what came back is lent again.
class ArenaTest {
  private static Set<Object> identities() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  @Test
  void whole_numbers_are_lent_once_a_step_and_again_in_the_next() {
    Arena arena = Arena.pooled();
    int[] sizes = {0, 1, 16, 17, 100, 3, 1000, 100};
    Set<Object> all = identities();
    for (int step = 0; step < 3; step++) {
      Set<Object> lent = identities();
      for (int n : sizes) {
        int[] array = arena.takeInts(n);
        assertTrue(array.length >= n, array.length + " for " + n);
        assertTrue(lent.add(array), "lent twice in a step");
      }
      all.addAll(lent);
      arena.reset();
    }
    assertEquals(sizes.length, all.size(), "arrays for steps of the same sizes");
    for (int i = 0; i < 3 * sizes.length; i++) {
      assertTrue(all.add(arena.takeInts(1)) == (i >= sizes.length), "lent twice in a step");
    }
  }

  @Test
  void more_whole_numbers_than_any_array_has_are_an_array_of_their_own() {
    Arena arena = Arena.pooled();
    int[] small = arena.takeInts(20);
    arena.reset();
    int[] large = arena.takeInts(2000);
    assertTrue(large.length >= 2000);
    assertSame(small, arena.takeInts(small.length));
  }

  @Test
  void an_array_given_back_is_lent_again_within_the_step() {
    Arena arena = Arena.pooled();
    float[] before = arena.take(100);
    float[] early = arena.take(100);
    float[] behind = arena.take(100);
    arena.giveBack(early);
    assertSame(early, arena.take(100));
    float[] other = arena.take(100);
    Set<Object> lent = identities();
    for (float[] array : new float[][] {before, early, behind, other}) {
      assertTrue(lent.add(array), "lent twice at the same time");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void an_array_given_back_is_not_lent_twice_after_the_step(int which) {
    Arena arena = Arena.pooled();
    float[][] arrays = {arena.take(100), arena.take(100), arena.take(100)};
    arena.giveBack(arrays[which]);
    arena.giveBack(arrays[which]); // it is not lent any more: nothing happens
    for (int step = 0; step < 3; step++) {
      arena.reset();
      Set<Object> lent = identities();
      for (int i = 0; i < 5; i++) {
        assertTrue(lent.add(arena.take(100)), "lent twice at the same time");
      }
      lent.retainAll(Arrays.asList((Object[]) arrays));
      assertEquals(3, lent.size(), "all three are lent again");
    }
  }

  @Test
  void what_was_never_lent_is_not_taken_back() {
    Arena arena = Arena.pooled();
    int length = arena.take(100).length;
    arena.giveBack(new float[length]);
    long before = arena.capacity();
    arena.giveBack(Arrays.copyOf(arena.take(100), length));
    assertEquals(before + length, arena.capacity());
    Arena.unpooled().giveBack(new float[100]);
  }

  @Test
  void an_array_given_back_that_is_too_short_makes_room_for_a_longer_one() {
    Arena arena = Arena.pooled();
    WeakReference<float[]> early = givenBack(arena);
    arena.take(2000);
    for (int i = 0; i < 100 && early.get() != null; i++) {
      System.gc();
    }
    assertNull(early.get());
    arena.reset();
    assertEquals(2048, arena.capacity());
  }

  private static WeakReference<float[]> givenBack(Arena arena) {
    float[] early = arena.take(1000);
    arena.giveBack(early);
    return new WeakReference<>(early);
  }

  @Test
  void a_steady_step_that_gives_back_needs_no_more_memory() {
    Arena arena = Arena.pooled();
    long steady = 0;
    for (int step = 0; step < 5; step++) {
      float[] d = arena.take(1000);
      arena.take(30);
      arena.giveBack(d);
      arena.take(1000);
      arena.take(900);
      arena.reset();
      steady = step == 0 ? arena.capacity() : steady;
      assertEquals(steady, arena.capacity());
    }
  }

  @Test
  void zeros_are_zero_in_memory_that_was_used() {
    Arena arena = Arena.pooled();
    float[] used = arena.take(100);
    Arrays.fill(used, Float.NaN);
    arena.giveBack(used);
    float[] zeros = arena.zeros(100);
    assertSame(used, zeros);
    Floats.assertSameBits(new float[100], Arrays.copyOf(zeros, 100), "zeros");
  }

  private static long capacityAfter(Arena arena, int count, int size) {
    for (int i = 0; i < count; i++) {
      arena.take(size);
    }
    arena.reset();
    return arena.capacity();
  }

  @Test
  void a_small_step_is_lent_the_arrays_of_a_large_one() {
    Arena arena = Arena.pooled();
    long large = capacityAfter(arena, 5, 100_000);
    for (int size = 1; size < 100_000; size *= 3) {
      assertEquals(large, capacityAfter(arena, 5, size), "arrays of " + size);
    }
  }

  @Test
  void what_the_largest_step_does_without_is_forgotten() {
    Arena arena = Arena.pooled();
    capacityAfter(arena, 5, 1000);
    long alone = capacityAfter(Arena.pooled(), 5, 3000);
    assertEquals(alone, capacityAfter(arena, 5, 3000));
  }

  @Test
  void a_step_that_grows_does_not_hold_the_arrays_of_a_smaller_one_besides_its_own() {
    Arena arena = Arena.pooled();
    capacityAfter(arena, 5, 1000);
    long alone = capacityAfter(Arena.pooled(), 5, 3000);
    for (int i = 0; i < 5; i++) {
      arena.take(3000);
    }
    assertEquals(alone, arena.capacity());
  }

  @Test
  void steps_of_different_sizes_in_turns_need_no_more_memory() {
    Arena arena = Arena.pooled();
    long steady = 0;
    for (int step = 0; step < 6; step++) {
      capacityAfter(arena, 2, 3000); // less than the other in all, but longer
      long now = capacityAfter(arena, 20, 1000);
      steady = step == 1 ? now : steady;
      assertTrue(step < 2 || now == steady, step + ": " + now + ", not " + steady);
    }
  }
}
