package dev.recur.nn;

import dev.recur.kernel.Kernels;
import dev.recur.kernel.PackedMatrix;
import dev.recur.tensor.Parameter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Some rows and columns of a matrix: what the equations of a cell are written in.
///
/// Each method is an operation of an equation and returns the window: `set…` replaces its numbers,
/// `plus…` adds to them. Operands are windows of the same shape; ⊙ is the product element by
/// element, · that of matrices. A bias that is null is zero.
final class RowWindow {
  private final Kernels k;
  private final float[] data;
  private final int firstColumn;
  private final int stride;
  private final int columns;
  private final Rows rows;
  private int at;

  RowWindow(Kernels k, Rows rows, float[] data, int stride, int firstColumn, int columns) {
    this.k = k;
    this.rows = rows;
    this.data = data;
    this.stride = stride;
    this.firstColumn = firstColumn;
    this.columns = columns;
  }

  /// The rows first to first + count − 1 of a matrix (…, columns).
  static RowWindow of(Kernels k, float[] matrix, int columns, int first, int count) {
    return of(k, matrix, columns, columns, first, count);
  }

  /// The same of the first columns of a matrix (…, stride).
  static RowWindow of(Kernels k, float[] matrix, int stride, int columns, int first, int count) {
    RowWindow window = new RowWindow(k, new Rows(count), matrix, stride, 0, columns);
    window.move(first);
    return window;
  }

  /// Which of its rows, counted from where it is, a window works on. The windows of a block share
  /// it.
  static final class Rows {
    private int count;
    private int from;
    private int to;
    private int next;

    Rows(int count) {
      all(count);
    }

    /// All of this many rows.
    void all(int n) {
      count = n;
      from = 0;
      to = n;
      next = 0;
    }

    /// The next few rows, beginning with the first; after the last, all again.
    ///
    /// @return false after the last
    boolean next(int few) {
      if (next == count) {
        all(count);
        return false;
      }
      from = next;
      to = Math.min(count, from + few);
      next = to;
      return true;
    }
  }

  /// Moves the window to where its first row is this row of the matrix.
  void move(int firstRow) {
    at = firstRow * stride + firstColumn;
  }

  /// How many rows it works on.
  int rows() {
    return rows.to - rows.from;
  }

  private int at(int row) {
    return at + row * stride;
  }

  /// Whether these rows and those each lie in memory without gaps, as one long row.
  private boolean gapless(RowWindow x) {
    return stride == columns && x.stride == columns;
  }

  RowWindow set(RowWindow x) {
    return set(rows.from, rows.to, x);
  }

  /// Rows first to last − 1 of this = those of x
  RowWindow set(int first, int last, RowWindow x) {
    if (gapless(x)) {
      System.arraycopy(x.data, x.at(first), data, at(first), (last - first) * columns);
      return this;
    }
    for (int r = first; r < last; r++) {
      System.arraycopy(x.data, x.at(r), data, at(r), columns);
    }
    return this;
  }

  RowWindow setZero() {
    return fill(0f);
  }

  RowWindow fill(float value) {
    if (gapless(this)) {
      Arrays.fill(data, at(rows.from), at(rows.to), value);
      return this;
    }
    for (int r = rows.from; r < rows.to; r++) {
      Arrays.fill(data, at(r), at(r) + columns, value);
    }
    return this;
  }

  /// this = row, the same in every row
  RowWindow setRow(float[] row) {
    return setRow(row, 0);
  }

  /// this = row[from…], the same in every row
  RowWindow setRow(float[] row, int from) {
    for (int r = rows.from; r < rows.to; r++) {
      System.arraycopy(row, from, data, at(r), columns);
    }
    return this;
  }

  /// this = bias[from…], the same in every row
  RowWindow setRow(@Nullable Parameter bias, int from) {
    return bias == null ? setZero() : setRow(bias.storage().values(), from);
  }

  /// row r of this = row first + r of a gapless matrix
  RowWindow setRows(float[] matrix, int first) {
    for (int r = rows.from; r < rows.to; r++) {
      System.arraycopy(matrix, (first + r) * columns, data, at(r), columns);
    }
    return this;
  }

  /// row r of this = row index[first + r] of a gapless matrix
  RowWindow gather(float[] matrix, int[] index, int first) {
    for (int r = rows.from; r < rows.to; r++) {
      System.arraycopy(matrix, index[first + r] * columns, data, at(r), columns);
    }
    return this;
  }

  /// this += x
  RowWindow plus(RowWindow x) {
    if (gapless(x)) {
      k.add(rows() * columns, x.data, x.at(rows.from), data, at(rows.from));
      return this;
    }
    for (int r = rows.from; r < rows.to; r++) {
      k.add(columns, x.data, x.at(r), data, at(r));
    }
    return this;
  }

  /// this = a − b
  RowWindow setDifference(RowWindow a, RowWindow b) {
    for (int r = rows.from; r < rows.to; r++) {
      k.subtract(columns, a.data, a.at(r), b.data, b.at(r), data, at(r));
    }
    return this;
  }

  /// this = this ⊙ x
  RowWindow times(RowWindow x) {
    return setTimes(this, x);
  }

  /// this = a ⊙ b
  RowWindow setTimes(RowWindow a, RowWindow b) {
    for (int r = rows.from; r < rows.to; r++) {
      k.multiply(columns, a.data, a.at(r), b.data, b.at(r), data, at(r));
    }
    return this;
  }

  /// this += a ⊙ b
  RowWindow plusTimes(RowWindow a, RowWindow b) {
    for (int r = rows.from; r < rows.to; r++) {
      k.multiplyAdd(columns, a.data, a.at(r), b.data, b.at(r), data, at(r));
    }
    return this;
  }

  /// this = z ⊙ p + (1 − z) ⊙ q
  RowWindow setMix(RowWindow z, RowWindow p, RowWindow q) {
    for (int r = rows.from; r < rows.to; r++) {
      k.mix(columns, z.data, z.at(r), p.data, p.at(r), q.data, q.at(r), data, at(r));
    }
    return this;
  }

  /// this += x·W[from…to]ᵀ
  RowWindow plusProduct(RowWindow x, Parameter w, int from, int to) {
    return plusProduct(x, w.packed(k, true, from, to));
  }

  /// this += x·W, packed
  RowWindow plusProduct(RowWindow x, PackedMatrix w) {
    int first = rows.from;
    k.product(rows(), 0, w.n(), x.data, x.at(first), x.stride, 1, w, data, at(first), stride);
    return this;
  }

  /// this += x·W[from…to]
  RowWindow plusProductTransposed(RowWindow x, Parameter w, int from, int to) {
    PackedMatrix packed = w.packed(k, false, from, to);
    int first = rows.from;
    k.product(
        rows(), 0, columns, x.data, x.at(first), x.stride, 1, packed, data, at(first), stride);
    return this;
  }

  RowWindow tanh() {
    return setTanh(this);
  }

  /// this = tanh(x)
  RowWindow setTanh(RowWindow x) {
    if (gapless(x)) {
      k.tanh(rows() * columns, x.data, x.at(rows.from), data, at(rows.from));
      return this;
    }
    for (int r = rows.from; r < rows.to; r++) {
      k.tanh(columns, x.data, x.at(r), data, at(r));
    }
    return this;
  }

  /// this = σ(this)
  RowWindow sigmoid() {
    for (int r = rows.from; r < rows.to; r++) {
      k.sigmoid(columns, data, at(r), data, at(r));
    }
    return this;
  }

  /// this = max(this, 0)
  RowWindow relu() {
    for (int r = rows.from; r < rows.to; r++) {
      k.relu(columns, data, at(r), data, at(r));
    }
    return this;
  }

  /// this = dh ⊙ (1 − h²): the gradient of x in h = tanh(x)
  RowWindow setTanhGradient(RowWindow h, RowWindow dh) {
    for (int r = rows.from; r < rows.to; r++) {
      k.tanhGradient(columns, h.data, h.at(r), dh.data, dh.at(r), data, at(r));
    }
    return this;
  }

  /// this = a ⊙ b ⊙ (1 − h²): the gradient of x in h = tanh(x), where that of h is a ⊙ b
  RowWindow setTanhGradient(RowWindow h, RowWindow a, RowWindow b) {
    for (int r = rows.from; r < rows.to; r++) {
      k.tanhGradient(columns, h.data, h.at(r), a.data, a.at(r), b.data, b.at(r), data, at(r));
    }
    return this;
  }

  /// this += a ⊙ b ⊙ (1 − h²)
  RowWindow plusTanhGradient(RowWindow h, RowWindow a, RowWindow b) {
    for (int r = rows.from; r < rows.to; r++) {
      k.addTanhGradient(columns, h.data, h.at(r), a.data, a.at(r), b.data, b.at(r), data, at(r));
    }
    return this;
  }

  /// this = a ⊙ b ⊙ s ⊙ (1 − s): the gradient of x in s = σ(x), where that of s is a ⊙ b
  RowWindow setSigmoidGradient(RowWindow s, RowWindow a, RowWindow b) {
    for (int r = rows.from; r < rows.to; r++) {
      k.sigmoidGradient(columns, s.data, s.at(r), a.data, a.at(r), b.data, b.at(r), data, at(r));
    }
    return this;
  }

  /// this = dh where h > 0, else 0: the gradient of x in h = max(x, 0)
  RowWindow setReluGradient(RowWindow h, RowWindow dh) {
    for (int r = rows.from; r < rows.to; r++) {
      k.reluGradient(columns, h.data, h.at(r), dh.data, dh.at(r), data, at(r));
    }
    return this;
  }
}
