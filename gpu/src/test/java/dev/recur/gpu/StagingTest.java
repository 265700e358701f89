package dev.recur.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Arrays that pass to a device which does nothing before it is waited for.
class StagingTest {
  private final Staging staging = new Staging(this::finish);
  private final List<Runnable> started = new ArrayList<>();
  private int finished;

  private void finish() {
    started.forEach(Runnable::run);
    started.clear();
    finished++;
  }

  private void write(int[] from, int[] to) {
    MemorySegment array = MemorySegment.ofArray(to);
    staging.upload(
        MemorySegment.ofArray(from),
        from.length,
        (place, at) ->
            started.add(() -> MemorySegment.copy(place, 0, array, at, place.byteSize())));
  }

  private int[] read(int[] from) {
    int[] to = new int[from.length];
    MemorySegment array = MemorySegment.ofArray(from);
    staging.download(
        to.length,
        (place, at) -> {
          finish();
          MemorySegment.copy(array, at, place, 0, place.byteSize());
        },
        MemorySegment.ofArray(to));
    return to;
  }

  private static int[] numbers(int count, int first) {
    return IntStream.range(first, first + count).toArray();
  }

  /// Writes arrays of this size, all from one, which changes right after each; returns how often
  /// the device was waited for.
  private int waitsFor(int arrays, int size) {
    int before = finished;
    int[] from = new int[size];
    int[][] to = new int[arrays][size];
    for (int i = 0; i < arrays; i++) {
      System.arraycopy(numbers(size, 10 * i), 0, from, 0, size);
      write(from, to[i]);
    }
    int waits = finished - before;
    staging.finish();
    for (int i = 0; i < arrays; i++) {
      assertArrayEquals(numbers(size, 10 * i), to[i], "array " + i);
    }
    return waits;
  }

  @Test
  void nothing_is_waited_for_while_there_is_room() {
    assertEquals(0, waitsFor(1000, 3));
    int quarter = Staging.MOST / 4;
    assertEquals(0, waitsFor(4, quarter));
    assertEquals(1, waitsFor(8, quarter));
    assertEquals(2, waitsFor(9, quarter));
  }

  @Test
  void what_is_larger_than_what_passes_at_a_time_passes_in_parts() {
    waitsFor(2, 2 * Staging.MOST + 7);
    int[] device = numbers(2 * Staging.MOST + 7, 1);
    assertArrayEquals(device, read(device));
  }

  @Test
  void after_a_download_all_places_are_free() {
    int quarter = Staging.MOST / 4;
    int[] from = numbers(quarter, 3);
    int[] to = new int[quarter];
    write(from, to);
    write(from, new int[quarter]);
    assertArrayEquals(from, read(to));
    int waits = finished;
    for (int i = 0; i < 4; i++) {
      write(from, new int[quarter]);
    }
    assertEquals(waits, finished);
  }
}
