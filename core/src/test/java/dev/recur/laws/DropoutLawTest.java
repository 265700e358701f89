package dev.recur.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.laws.fixtures.Bits;
import dev.recur.nn.Dropout;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A dropout mask belongs to its row, in any batch, place or chunk.
@Tag("scalar")
@Tag("widths")
class DropoutLawTest {
  private static final Seed SEED = Seed.of(6);
  private static final int FEATURES = 23;
  private static final double P = 0.4;

  static Stream<Named<Dropout>> kinds() {
    return Map.of("new masks", new Dropout(P), "locked", Dropout.locked(P)).entrySet().stream()
        .map(e -> Named.of(e.getKey(), e.getValue()));
  }

  /// The mask of each row, by row id: dropout of ones.
  private static Map<Long, float[]> masks(Dropout dropout, long[] ids, int[] lengths, int first) {
    Packing packing = new Packing(lengths, ids, first);
    float[] ones = new float[packing.total() * FEATURES];
    Arrays.fill(ones, 1f);
    PackedSequence x = new PackedSequence(Tensor.of(ones, packing.total(), FEATURES), packing);
    float[] y = dropout.forward(x, SEED).data().toArray();
    Map<Long, float[]> masks = new TreeMap<>();
    for (int b = 0; b < ids.length; b++) {
      float[] mask = new float[lengths[b] * FEATURES];
      for (int t = 0; t < lengths[b]; t++) {
        System.arraycopy(y, packing.index(b, t) * FEATURES, mask, t * FEATURES, FEATURES);
      }
      masks.put(ids[b], mask);
    }
    return masks;
  }

  private static float[] mask(Dropout dropout, long id, int length, int first) {
    return masks(dropout, new long[] {id}, new int[] {length}, first)
        .getOrDefault(id, new float[0]);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void a_mask_follows_its_row_into_every_batch_and_order(Dropout dropout) {
    masks(dropout, new long[] {7, 900, 3, 12345678901L}, new int[] {2, 6, 1, 6}, 0)
        .forEach(
            (id, mask) ->
                Bits.assertEqual("row " + id, mask(dropout, id, mask.length / FEATURES, 0), mask));
    masks(dropout, new long[] {3, 12345678901L, 7}, new int[] {4, 2, 6}, 0)
        .forEach(
            (id, mask) ->
                Bits.assertEqual("row " + id, mask(dropout, id, mask.length / FEATURES, 0), mask));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void the_number_of_threads_changes_no_bit(Dropout dropout) {
    Packing packing = new Packing(new int[] {5, 9, 1, 7}, new long[] {3, 8, 1, 40}, 0);
    float[] numbers = new float[packing.total() * FEATURES];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) SEED.normal(i);
    }
    Tensor x = Tensor.of(numbers, packing.total(), FEATURES);
    float[][] expected = dropped(dropout, x, packing, Workers.single());
    for (int threads = 2; threads <= 3; threads++) {
      try (Workers workers = new Workers(threads)) {
        float[][] got = dropped(dropout, x, packing, workers);
        for (int i = 0; i < got.length; i++) {
          Bits.assertEqual(threads + " threads, result " + i, expected[i], got[i]);
        }
      }
    }
  }

  /// The values and gradients of steps and of single vectors.
  private static float[][] dropped(Dropout dropout, Tensor x, Packing packing, Workers workers) {
    Tape tape = new Tape(workers);
    Tensor steps = tape.input(x);
    Tensor vectors = tape.input(x);
    Tensor y = dropout.forward(new PackedSequence(steps, packing), SEED).data();
    Tensor z = dropout.forward(vectors, SEED);
    tape.backward(y.times(y).sum().plus(z.times(z).sum()));
    return new float[][] {
      y.toArray(),
      z.toArray(),
      steps.gradient().orElseThrow().toArray(),
      vectors.gradient().orElseThrow().toArray()
    };
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void a_mask_goes_on_where_a_chunk_begins(Dropout dropout) {
    float[] whole = mask(dropout, 5, 9, 0);
    Bits.assertEqual("steps 0 to 3", Arrays.copyOf(whole, 4 * FEATURES), mask(dropout, 5, 4, 0));
    Bits.assertEqual(
        "steps 4 to 8",
        Arrays.copyOfRange(whole, 4 * FEATURES, 9 * FEATURES),
        mask(dropout, 5, 5, 4));
  }

  @Test
  void a_vector_of_a_row_is_dropped_by_the_rows_id() {
    Dropout dropout = new Dropout(P);
    float[] ones = new float[3 * FEATURES];
    Arrays.fill(ones, 1f);
    Tensor x = Tensor.of(ones, 3, FEATURES);
    float[] batch = dropout.forward(x, new long[] {8, 2, 40}, SEED).toArray();
    float[] alone = dropout.forward(Tensor.of(ones, 1, FEATURES), new long[] {40}, SEED).toArray();
    Bits.assertEqual("row 40", Arrays.copyOfRange(batch, 2 * FEATURES, 3 * FEATURES), alone);
    float[] counted = dropout.forward(x, SEED).toArray();
    Bits.assertEqual(
        "rows that count from 0",
        dropout.forward(x, new long[] {0, 1, 2}, SEED).toArray(),
        counted);
  }

  @Test
  void masks_of_rows_steps_and_seeds_differ_and_a_locked_one_lasts() {
    float[] mask = mask(new Dropout(P), 5, 400, 0);
    float[] locked = mask(Dropout.locked(P), 5, 3, 0);
    assertEquals(P, share(mask), 0.02);
    assertEquals(
        1 / (1 - P),
        IntStream.range(0, mask.length).mapToDouble(i -> mask[i]).max().orElse(0),
        1e-6);
    assertEquals(false, Arrays.equals(mask, 0, FEATURES, mask, FEATURES, 2 * FEATURES));
    assertEquals(false, Arrays.equals(mask, mask(new Dropout(P), 6, 400, 0)));
    assertEquals(true, Arrays.equals(locked, 0, FEATURES, locked, FEATURES, 2 * FEATURES));
    assertEquals(true, Arrays.equals(locked, 0, FEATURES, locked, 2 * FEATURES, 3 * FEATURES));
  }

  private static double share(float[] mask) {
    int dropped = 0;
    for (float m : mask) {
      dropped += m == 0 ? 1 : 0;
    }
    return (double) dropped / mask.length;
  }
}
