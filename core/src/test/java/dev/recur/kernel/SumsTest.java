package dev.recur.kernel;

import static dev.recur.kernel.Floats.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every element of a sum over all steps is one chain over rising steps, from the value that was
/// there: products and sums of rows, one or several at once, whole or shared among threads.
@Tag("scalar")
@Tag("widths")
class SumsTest {
  private static final int[] SIZES = {1, 3, 7, 8, 13, 16, 17, 31, 64, 100, 207};
  private static final List<Kernels> BOTH = List.of(Kernels.scalar(), Kernels.best());

  // Where A and each B and C begin, and how far their rows are apart beyond their columns.
  private static final int A_AT = 5;
  private static final int B_AT = 2;
  private static final int C_AT = 3;
  private static final int GAP = 4;

  /// What is summed: m columns of A from `first` on, and for each sum the columns of its B, or 0
  /// for a sum of rows.
  private record Shape(int steps, int first, int m, int gap, List<Integer> columns) {
    int aRow() {
      return first + m + gap;
    }

    int bRow(int s) {
      return columns.get(s) + gap;
    }

    float[] a() {
      return Floats.normal(A_AT + steps * aRow() + 1, steps);
    }

    float[] b(int s) {
      return Floats.normal(B_AT + steps * bRow(s) + 1, 10 + s);
    }

    /// Rows of C before the first one and behind the last stay as they are.
    float[] c(int s) {
      return Floats.normal(C_AT + (first + m + 2) * Math.max(1, columns.get(s)), 20 + s);
    }

    List<float[]> start() {
      List<float[]> all = new ArrayList<>();
      for (int s = 0; s < columns.size(); s++) {
        all.add(c(s));
      }
      return all;
    }

    List<Sum> sums(List<float[]> c) {
      List<Sum> all = new ArrayList<>();
      for (int s = 0; s < columns.size(); s++) {
        all.add(
            columns.get(s) == 0
                ? Sum.ofRows(c.get(s), C_AT)
                : Sum.ofProducts(columns.get(s), b(s), B_AT, bRow(s), c.get(s), C_AT));
      }
      return all;
    }

    List<float[]> chains() {
      List<float[]> all = start();
      float[] a = a();
      for (int s = 0; s < columns.size(); s++) {
        float[] b = b(s);
        float[] c = all.get(s);
        int wide = columns.get(s);
        for (int i = first; i < first + m; i++) {
          for (int l = 0; l < steps; l++) {
            float d = a[A_AT + l * aRow() + i];
            if (wide == 0) {
              c[C_AT + i] += d;
            }
            for (int j = 0; j < wide; j++) {
              int at = C_AT + i * wide + j;
              c[at] = Math.fma(d, b[B_AT + l * bRow(s) + j], c[at]);
            }
          }
        }
      }
      return all;
    }
  }

  private static Shape shape(int steps, int first, int m, int gap, int... columns) {
    return new Shape(steps, first, m, gap, Arrays.stream(columns).boxed().toList());
  }

  private static void assertSame(
      Shape shape, List<float[]> expected, List<float[]> got, Kernels k) {
    for (int s = 0; s < expected.size(); s++) {
      assertSameBits(expected.get(s), got.get(s), k.name() + ", sum " + s + " of " + shape);
    }
  }

  private static void check(Shape shape) {
    List<float[]> expected = shape.chains();
    float[] a = shape.a();
    for (Kernels k : BOTH) {
      List<float[]> got = shape.start();
      k.sums(shape.steps, shape.first, shape.m, a, A_AT, shape.aRow(), shape.sums(got));
      assertSame(shape, expected, got, k);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 8, 13, 16, 17, 31, 64, 100, 207})
  void each_element_is_one_chain_over_rising_steps(int m) {
    for (int n : SIZES) {
      check(shape(3, 0, m, 0, n));
      check(shape(17, 2, m, GAP, n));
    }
    check(shape(17, 0, m, 0, 0));
    check(shape(17, 5, m, GAP, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 255, 256, 257, 600})
  void steps_beyond_a_block_go_on_with_the_chain(int steps) {
    check(shape(steps, 0, 31, 0, 50));
    check(shape(steps, 3, 49, GAP, 13, 0, 100, 0, 1));
  }

  @Test
  void several_sums_of_the_same_gradients_do_not_disturb_each_other() {
    check(shape(20, 0, 16, 0, 0, 0, 48, 48));
    check(shape(20, 7, 64, GAP, 1, 207, 0, 47, 49, 0));
    check(shape(300, 16, 100, GAP, 64, 0, 3));
  }

  @Test
  void more_outputs_than_a_block_of_rows_are_all_there() {
    for (int m : new int[] {479, 480, 481, 528, 1000}) {
      check(shape(5, 0, m, 0, 17, 0));
      check(shape(260, 1, m, GAP, 3, 0));
    }
  }

  @Test
  void a_sum_over_no_steps_and_a_sum_of_no_outputs_change_nothing() {
    for (Kernels k : BOTH) {
      float[] c = {1f, 2f};
      float[] ab = {3f, 4f};
      List<Sum> sums = List.of(Sum.ofProducts(2, ab, 0, 2, c, 0), Sum.ofRows(c, 0));
      k.sums(0, 0, 1, ab, 0, 1, sums);
      k.sums(1, 1, 0, ab, 0, 2, sums);
      k.sums(1, 0, 1, ab, 0, 2, List.of());
      assertSameBits(new float[] {1f, 2f}, c, k.name());
    }
  }

  @Test
  void gradients_that_reach_beyond_their_array_are_refused_before_anything_is_written() {
    for (Kernels k : BOTH) {
      float[] c = {1f, 2f};
      List<Sum> sums = List.of(Sum.ofRows(c, 0));
      float[] a = Floats.normal(6, 1);
      assertThrows(IndexOutOfBoundsException.class, () -> k.sums(3, 0, 2, a, 1, 2, sums));
      assertThrows(IndexOutOfBoundsException.class, () -> k.sums(3, 1, 2, a, 0, 2, sums));
      assertSameBits(new float[] {1f, 2f}, c, k.name());
      k.sums(3, 0, 2, a, 0, 2, sums); // just reaches the end
    }
  }

  @Test
  void not_a_number_and_infinity_follow_the_chain() {
    int m = 13;
    int n = 70;
    int steps = 31;
    float[] a = Floats.wild(steps * m, 1);
    float[] b = Floats.wild(steps * n, 2);
    float[] products = Floats.wild(m * n, 3);
    float[] rows = Floats.wild(m, 4);
    float[] expected = products.clone();
    float[] expectedRows = rows.clone();
    for (int l = 0; l < steps; l++) {
      for (int i = 0; i < m; i++) {
        expectedRows[i] += a[l * m + i];
        for (int j = 0; j < n; j++) {
          expected[i * n + j] = Math.fma(a[l * m + i], b[l * n + j], expected[i * n + j]);
        }
      }
    }
    for (Kernels k : BOTH) {
      float[] c = products.clone();
      float[] r = rows.clone();
      List<Sum> sums = List.of(Sum.ofProducts(n, b, 0, n, c, 0), Sum.ofRows(r, 0));
      k.sums(steps, 0, m, a, 0, m, sums);
      assertSameBits(expected, c, k.name());
      assertSameBits(expectedRows, r, k.name() + ", rows");
    }
  }

  @Test
  void shares_of_the_outputs_among_threads_give_the_whole() throws Exception {
    Shape shape = shape(300, 0, 207, GAP, 100, 0, 17);
    List<float[]> expected = shape.chains();
    float[] a = shape.a();
    for (Kernels k : BOTH) {
      List<float[]> got = shape.start();
      List<Sum> sums = shape.sums(got);
      try (var pool = Executors.newFixedThreadPool(3)) {
        List<Future<?>> shares = new ArrayList<>();
        for (int first = 0; first < shape.m; first += 16) {
          int from = first;
          int count = Math.min(16, shape.m - first);
          shares.add(pool.submit(() -> k.sums(300, from, count, a, A_AT, shape.aRow(), sums)));
        }
        for (Future<?> share : shares) {
          share.get();
        }
      }
      assertSame(shape, expected, got, k);
    }
  }
}
