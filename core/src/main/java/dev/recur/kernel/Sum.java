package dev.recur.kernel;

/// One of the sums that [Kernels#sums] computes from the same gradients A, which have one row for
/// each step.
public final class Sum {
  final int columns;
  final float[] b;
  final int bAt;
  final int bRow;
  final float[] c;
  final int cAt;
  final int cRow;

  private Sum(int columns, float[] b, int bAt, int bRow, float[] c, int cAt, int cRow) {
    this.columns = columns;
    this.b = b;
    this.bAt = bAt;
    this.bRow = bRow;
    this.c = c;
    this.cAt = cAt;
    this.cRow = cRow;
  }

  /// C += Aᵀ·B, one row of C for each column of A: the gradient of a weight.
  ///
  ///     c[cAt + i·columns + j] += Σ a[l][i]·b[bAt + l·bRow + j], over increasing l
  ///
  /// @param columns how many columns B and C have
  public static Sum ofProducts(int columns, float[] b, int bAt, int bRow, float[] c, int cAt) {
    return new Sum(columns, b, bAt, bRow, c, cAt, columns);
  }

  /// c += Σ A, one number for each column of A: the gradient of a bias.
  ///
  ///     c[cAt + i] += Σ a[l][i], over increasing l
  public static Sum ofRows(float[] c, int cAt) {
    return new Sum(0, c, 0, 0, c, cAt, 1);
  }

  boolean isOfRows() {
    return columns == 0;
  }
}
