package dev.recur.kernel;

import static dev.recur.kernel.Floats.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every element of a product is one chain of fused multiply-adds over rising k, from the value
/// that was there: for every shape, layout, place and share of the columns.
@Tag("scalar")
@Tag("widths")
class ProductsTest {
  private static final int[] SIZES = {1, 3, 7, 8, 13, 16, 17, 31, 64, 100, 207};
  private static final List<Kernels> BOTH = List.of(Kernels.scalar(), Kernels.best());

  /// A matrix in an array: where it begins, and how far rows and columns are apart.
  private record Place(int at, int row, int col) {
    int index(int i, int j) {
      return at + i * row + j * col;
    }

    int end(int rows, int cols) {
      return index(rows - 1, cols - 1) + 1;
    }
  }

  private static Place rows(int at, int cols, int gap) {
    return new Place(at, cols + gap, 1);
  }

  private static Place transposed(int at, int rows, int gap) {
    return new Place(at, 1, rows + gap);
  }

  private static void chains(
      int m, int k, int n, float[] a, Place pa, float[] b, Place pb, float[] c, Place pc) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float sum = c[pc.index(i, j)];
        for (int l = 0; l < k; l++) {
          sum = Math.fma(a[pa.index(i, l)], b[pb.index(l, j)], sum);
        }
        c[pc.index(i, j)] = sum;
      }
    }
  }

  private static void check(int m, int k, int n, Place pa, Place pb, Place pc) {
    float[] a = Floats.normal(pa.end(m, k) + 3, m);
    float[] b = Floats.normal(pb.end(k, n) + 3, k);
    float[] start = Floats.normal(pc.end(m, n) + 70, n);
    float[] expected = start.clone();
    chains(m, k, n, a, pa, b, pb, expected, pc);
    for (Kernels kernels : BOTH) {
      PackedMatrix packed = kernels.pack(b, pb.at, pb.row, pb.col, k, n, null);
      float[] c = start.clone();
      kernels.product(m, 0, n, a, pa.at, pa.row, pa.col, packed, c, pc.at, pc.row);
      String where = kernels.name() + " (" + m + ", " + k + ")·(" + k + ", " + n + ")";
      assertSameBits(expected, c, where + ", A " + pa + ", B " + pb);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 8, 13, 16, 17, 31, 64, 100, 207})
  void each_element_is_one_chain_over_rising_k(int m) {
    for (int k : SIZES) {
      for (int n : SIZES) {
        check(m, k, n, rows(0, k, 0), rows(0, n, 0), rows(0, n, 0));
        check(m, k, n, transposed(1, m, 0), transposed(2, k, 0), rows(3, n, 2));
      }
    }
  }

  @Test
  void gaps_between_rows_and_transposed_factors_change_nothing() {
    for (int m : new int[] {1, 6, 31}) {
      check(m, 17, 100, rows(5, 17, 3), transposed(7, 17, 4), rows(2, 100, 9));
      check(m, 17, 100, transposed(5, m, 3), rows(7, 100, 4), rows(2, 100, 9));
      check(m, 17, 100, new Place(4, 3, 131), new Place(1, 2, 40), rows(2, 100, 0));
    }
  }

  @Test
  void sums_longer_than_a_block_of_k_and_more_rows_than_a_block_stay_one_chain() {
    check(5, 1100, 70, rows(0, 1100, 0), rows(0, 70, 0), rows(0, 70, 0));
    check(5, 1100, 70, transposed(0, 5, 0), rows(0, 70, 0), rows(0, 70, 0));
    check(211, 300, 70, rows(0, 300, 0), rows(0, 70, 0), rows(0, 70, 0));
    check(211, 300, 70, transposed(0, 211, 0), rows(0, 70, 0), rows(0, 70, 0));
    check(3, 5, 2100, rows(0, 5, 0), rows(0, 2100, 0), rows(0, 2100, 0));
    check(500, 5, 50, transposed(0, 500, 0), rows(0, 50, 0), rows(0, 50, 0));
    check(13, 513, 70, rows(0, 513, 0), rows(0, 70, 0), rows(0, 70, 0));
  }

  @Test
  void a_single_row_is_the_same_chain_for_any_number_of_columns() {
    for (int n = 1; n <= 300; n++) {
      check(1, 3, n, rows(2, 3, 0), rows(0, n, 0), rows(3, n, 0));
      check(1, 17, n, transposed(2, 1, 2), transposed(0, 17, 0), rows(3, n, 0));
    }
    for (int n : new int[] {1, 48, 96, 97, 144, 300}) {
      check(1, 700, n, rows(2, 700, 0), rows(0, n, 0), rows(3, n, 0));
    }
  }

  @Test
  void shares_of_a_single_row_may_begin_at_any_panel() {
    int k = 31;
    int n = 300;
    float[] a = Floats.normal(k, 1);
    float[] b = Floats.normal(k * n, 2);
    float[] start = Floats.normal(n, 3);
    float[] whole = start.clone();
    chains(1, k, n, a, rows(0, k, 0), b, rows(0, n, 0), whole, rows(0, n, 0));
    for (Kernels kernels : BOTH) {
      PackedMatrix packed = kernels.pack(b, 0, n, 1, k, n, null);
      for (int n0 = 0; n0 < n; n0 += PackedMatrix.PANEL) {
        for (int n1 = n0 + PackedMatrix.PANEL;
            n1 < n + PackedMatrix.PANEL;
            n1 += PackedMatrix.PANEL) {
          float[] c = start.clone();
          float[] expected = start.clone();
          int end = Math.min(n, n1);
          System.arraycopy(whole, n0, expected, n0, end - n0);
          kernels.product(1, n0, end, a, 0, k, 1, packed, c, 0, n);
          assertSameBits(expected, c, kernels.name() + ", columns " + n0 + " to " + end);
        }
      }
    }
  }

  @Test
  void an_empty_sum_changes_nothing() {
    for (Kernels kernels : BOTH) {
      float[] c = {1f, 2f};
      kernels.product(
          1, 0, 2, new float[0], 0, 0, 1, kernels.pack(new float[0], 0, 2, 1, 0, 2, null), c, 0, 2);
      assertSameBits(new float[] {1f, 2f}, c, kernels.name());
      kernels.product(
          0, 0, 2, c, 0, 1, 1, kernels.pack(new float[2], 0, 2, 1, 1, 2, null), c, 0, 2);
      assertSameBits(new float[] {1f, 2f}, c, kernels.name());
    }
  }

  @Test
  void not_a_number_and_infinity_follow_the_chain() {
    for (int k : new int[] {4, 31}) {
      float[] a = Floats.wild(13 * k, 1);
      float[] b = Floats.wild(k * 70, 2);
      float[] expected = Floats.wild(13 * 70, 3);
      float[] start = expected.clone();
      chains(13, k, 70, a, rows(0, k, 0), b, rows(0, 70, 0), expected, rows(0, 70, 0));
      for (Kernels kernels : BOTH) {
        float[] c = start.clone();
        PackedMatrix packed = kernels.pack(b, 0, 70, 1, k, 70, null);
        kernels.product(13, 0, 70, a, 0, k, 1, packed, c, 0, 70);
        assertSameBits(expected, c, kernels.name());
      }
    }
  }

  @Test
  void shares_of_rows_and_columns_among_threads_give_the_whole() throws Exception {
    int m = 31;
    int k = 100;
    int n = 207;
    float[] a = Floats.normal(m * k, 1);
    float[] b = Floats.normal(k * n, 2);
    float[] start = Floats.normal(m * n, 3);
    for (Kernels kernels : BOTH) {
      PackedMatrix packed = kernels.pack(b, 0, n, 1, k, n, null);
      float[] whole = start.clone();
      kernels.product(m, 0, n, a, 0, 1, m, packed, whole, 0, n);
      float[] shared = start.clone();
      try (var pool = Executors.newFixedThreadPool(3)) {
        List<Future<?>> shares = new ArrayList<>();
        for (int n0 = 0; n0 < n; n0 += PackedMatrix.PANEL) {
          int from = n0;
          int to = Math.min(n, n0 + PackedMatrix.PANEL);
          shares.add(
              pool.submit(
                  () -> {
                    kernels.product(14, from, to, a, 0, 1, m, packed, shared, 0, n);
                    kernels.product(m - 14, from, to, a, 14, 1, m, packed, shared, 14 * n, n);
                  }));
        }
        for (Future<?> share : shares) {
          share.get();
        }
      }
      assertSameBits(whole, shared, kernels.name());
    }
  }

  @Test
  void the_first_product_and_the_thousandth_give_the_same_bits() {
    Kernels best = Kernels.best();
    float[] a = Floats.normal(17 * 64, 1);
    PackedMatrix b = best.pack(Floats.normal(64 * 100, 2), 0, 100, 1, 64, 100, null);
    float[] start = Floats.normal(17 * 100, 3);
    float[] cold = start.clone();
    best.product(17, 0, 100, a, 0, 64, 1, b, cold, 0, 100);
    float[] warm = start.clone();
    for (int i = 0; i < 3_000; i++) {
      System.arraycopy(start, 0, warm, 0, start.length);
      best.product(17, 0, 100, a, 0, 64, 1, b, warm, 0, 100);
    }
    assertSameBits(cold, warm, "warm");
  }

  @Test
  void a_matrix_of_the_same_size_is_packed_into_again_and_no_other() {
    for (Kernels kernels : BOTH) {
      float[] b = Floats.normal(200, 1);
      PackedMatrix first = kernels.pack(b, 0, 20, 1, 10, 20, null);
      assertSame(first, kernels.pack(b, 0, 1, 10, 10, 20, first));
      PackedMatrix other = kernels.pack(b, 0, 10, 1, 20, 10, first);
      assertEquals(20, other.k());
      float[] again = new float[20];
      float[] fresh = new float[20];
      PackedMatrix transposed = kernels.pack(b, 0, 1, 10, 10, 20, null);
      kernels.product(1, 0, 20, b, 0, 10, 1, first, again, 0, 20);
      kernels.product(1, 0, 20, b, 0, 10, 1, transposed, fresh, 0, 20);
      assertSameBits(fresh, again, kernels.name());
    }
  }

  @Test
  void what_does_not_fit_is_refused_before_anything_is_written() {
    for (Kernels kernels : BOTH) {
      float[] a = new float[6];
      float[] c = new float[200];
      PackedMatrix b = kernels.pack(new float[300], 0, 100, 1, 3, 100, null);
      var columns =
          assertThrows(
              IllegalArgumentException.class,
              () -> kernels.product(2, 0, 50, a, 0, 3, 1, b, c, 0, 100));
      assertEquals(
          "product: expected columns that begin and end at multiples of 48 within 0 to 100,"
              + " got 0 to 50",
          columns.getMessage());
      var rows =
          assertThrows(
              IndexOutOfBoundsException.class,
              () -> kernels.product(3, 0, 100, a, 0, 3, 1, b, c, 0, 100));
      assertEquals("product: A reaches from index 0 to 8 in an array of 6", rows.getMessage());
      var output =
          assertThrows(
              IndexOutOfBoundsException.class,
              () -> kernels.product(2, 0, 100, a, 0, 3, 1, b, c, 1, 100));
      assertEquals(
          "product: C reaches from index 1 to 200 in an array of 200", output.getMessage());
    }
  }
}
