package dev.recur.kernel;

import org.jspecify.annotations.Nullable;

/// The right-hand side of a product, laid out for the kernels that made it: packed once, multiplied
/// with many times.
///
/// Only the [Kernels] that packed a matrix can multiply with it. Its content is a copy, so a change
/// of the array it was packed from does not show until it is packed again.
public final class PackedMatrix {
  /// How many columns belong together: threads that share a product divide it at multiples of this.
  public static final int PANEL = 48;

  // 3 rows of B and 4 of C in 28 KiB: they stay in the first-level cache while a run goes over
  // them.
  private static final int ROW = 1024;

  /// What the arrays hold.
  enum Order {
    /// Each a row of `width` columns: all k rows of the first columns, then those of the next.
    ROWS,
    /// Panel after panel, in one array: all k rows of a panel's columns, row after row, or those of
    /// each slice of the panel if the kernels' tile has fewer columns; columns that B does not have
    /// are zero.
    PANELS
  }

  final int k;
  final int n;
  final Order order;
  final int width;
  final float[][] parts;
  private boolean turned;

  private PackedMatrix(int k, int n, Order order) {
    this.k = k;
    this.n = n;
    this.order = order;
    this.width = order == Order.ROWS ? rowWidth(n) : PANEL;
    this.parts =
        order == Order.ROWS
            ? new float[Math.multiplyExact(k, Math.ceilDiv(n, width))][width]
            : new float[1][Math.multiplyExact(k, Math.ceilDiv(n, PANEL) * PANEL)];
  }

  /// How long the arrays of a matrix in rows are: all of equal length, instead of long ones and a
  /// rest, because the first and last elements of each run, 16 in all, are computed one by one.
  static int rowWidth(int n) {
    int blocks = Math.max(1, Math.ceilDiv(n, ROW));
    return Math.max(16, Math.ceilDiv(Math.ceilDiv(n, blocks), 16) * 16);
  }

  /// Whether the next reader of the whole matrix should begin at its end: every other time. It only
  /// affects what is still in a cache, so threads may disagree.
  boolean turn() {
    turned = !turned;
    return turned;
  }

  /// The number of rows: the length of each sum of the product.
  public int k() {
    return k;
  }

  /// The number of columns.
  public int n() {
    return n;
  }

  /// The matrix to pack into: `reuse` if it has this size and order, else a new one.
  static PackedMatrix of(int k, int n, Order order, @Nullable PackedMatrix reuse) {
    if (k < 0 || n < 0) {
      throw new IllegalArgumentException(
          "a matrix needs a size of 0 or more, got " + k + " × " + n);
    }
    if (reuse != null && reuse.k == k && reuse.n == n && reuse.order == order) {
      return reuse;
    }
    return new PackedMatrix(k, n, order);
  }

  /// Refuses a product that does not fit, before anything is written.
  void checkProduct(
      Order expected,
      int m,
      int n0,
      int n1,
      float[] a,
      int aAt,
      int aRow,
      int aCol,
      float[] c,
      int cAt,
      int cRow) {
    if (order != expected) {
      throw new IllegalArgumentException(
          "product: expected a matrix in "
              + expected
              + ", got one in "
              + order
              + " (packed by other kernels?)");
    }
    if (n0 < 0 || n0 > n1 || n1 > n || n0 % PANEL != 0 || (n1 % PANEL != 0 && n1 != n)) {
      throw new IllegalArgumentException(
          "product: expected columns that begin and end at multiples of "
              + PANEL
              + " within 0 to "
              + n
              + ", got "
              + n0
              + " to "
              + n1);
    }
    if (m == 0 || n0 == n1) {
      return;
    }
    if (k > 0) {
      checkLast("A", a.length, aAt, aAt + (m - 1L) * aRow + (k - 1L) * aCol);
    }
    checkLast("C", c.length, cAt, cAt + (m - 1L) * cRow + (n1 - 1L));
  }

  private static void checkLast(String name, int length, int first, long last) {
    if (first < 0 || last >= length) {
      throw new IndexOutOfBoundsException(
          "product: "
              + name
              + " reaches from index "
              + first
              + " to "
              + last
              + " in an array of "
              + length);
    }
  }
}
