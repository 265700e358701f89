package dev.recur.nn;

import dev.recur.kernel.Kernels;
import dev.recur.kernel.PackedMatrix;
import dev.recur.tensor.Parameter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Some rows and columns of a matrix, as a window that moves from step to step: what the equations
/// of a cell are written in.
///
/// Every method changes these rows and returns them. A bias may be null, which means zero.
final class RowWindow {
  private final Kernels k;
  private final float[] data;
  private final int firstColumn;
  private final int stride;
  private final int columns;
  private int at;
  private int rows;

  RowWindow(Kernels k, float[] data, int stride, int firstColumn, int columns) {
    this.k = k;
    this.data = data;
    this.stride = stride;
    this.firstColumn = firstColumn;
    this.columns = columns;
  }

  /// Moves the window to these rows of the matrix.
  void move(int firstRow, int count) {
    at = firstRow * stride + firstColumn;
    rows = count;
  }

  /// How many rows there are now.
  int rows() {
    return rows;
  }

  private int at(int row) {
    return at + row * stride;
  }

  /// Whether these rows and those lie in memory without gaps, as one long row.
  private boolean gapless(RowWindow x) {
    return stride == columns && x.stride == columns;
  }

  RowWindow set(RowWindow x) {
    if (gapless(x)) {
      System.arraycopy(x.data, x.at, data, at, rows * columns);
      return this;
    }
    for (int r = 0; r < rows; r++) {
      System.arraycopy(x.data, x.at(r), data, at(r), columns);
    }
    return this;
  }

  /// Rows from to to − 1 of this = those of x
  RowWindow set(int from, int to, RowWindow x) {
    for (int r = from; r < to; r++) {
      System.arraycopy(x.data, x.at(r), data, at(r), columns);
    }
    return this;
  }

  RowWindow setZero() {
    return fill(0f);
  }

  RowWindow fill(float value) {
    for (int r = 0; r < rows; r++) {
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
    for (int r = 0; r < rows; r++) {
      System.arraycopy(row, from, data, at(r), columns);
    }
    return this;
  }

  /// this = bias[from…], the same in every row
  RowWindow setRow(@Nullable Parameter bias, int from) {
    return bias == null ? setZero() : setRow(bias.storage().values, from);
  }

  /// this = the rows of a gapless matrix that `index` names from place `first` on
  RowWindow gather(float[] matrix, int[] index, int first) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(matrix, index[first + r] * columns, data, at(r), columns);
    }
    return this;
  }

  /// this += x
  RowWindow plus(RowWindow x) {
    if (gapless(x)) {
      k.add(rows * columns, x.data, x.at, data, at);
      return this;
    }
    for (int r = 0; r < rows; r++) {
      k.add(columns, x.data, x.at(r), data, at(r));
    }
    return this;
  }

  /// this += x·W[from…to]ᵀ
  RowWindow plusProduct(RowWindow x, Parameter w, int from, int to) {
    PackedMatrix packed = w.packed(k, true, from, to);
    k.product(rows, 0, to - from, x.data, x.at, x.stride, 1, packed, data, at, stride);
    return this;
  }

  /// this += x·W[from…to]
  RowWindow plusProductTransposed(RowWindow x, Parameter w, int from, int to) {
    PackedMatrix packed = w.packed(k, false, from, to);
    k.product(rows, 0, columns, x.data, x.at, x.stride, 1, packed, data, at, stride);
    return this;
  }

  /// this = a ⊙ b
  RowWindow setProduct(RowWindow a, RowWindow b) {
    for (int r = 0; r < rows; r++) {
      k.multiply(columns, a.data, a.at(r), b.data, b.at(r), data, at(r));
    }
    return this;
  }

  /// this += a ⊙ b
  RowWindow plusElements(RowWindow a, RowWindow b) {
    for (int r = 0; r < rows; r++) {
      k.multiplyAdd(columns, a.data, a.at(r), b.data, b.at(r), data, at(r));
    }
    return this;
  }

  /// this = q + z ⊙ (p − q)
  RowWindow setMix(RowWindow z, RowWindow p, RowWindow q) {
    for (int r = 0; r < rows; r++) {
      k.mix(columns, z.data, z.at(r), p.data, p.at(r), q.data, q.at(r), data, at(r));
    }
    return this;
  }

  /// this = a − b
  RowWindow setDifference(RowWindow a, RowWindow b) {
    set(a);
    for (int r = 0; r < rows; r++) {
      k.addScaled(columns, -1f, b.data, b.at(r), data, at(r));
    }
    return this;
  }

  RowWindow tanh() {
    return setTanh(this);
  }

  /// this = tanh(x)
  RowWindow setTanh(RowWindow x) {
    if (gapless(x)) {
      k.tanh(rows * columns, x.data, x.at, data, at);
      return this;
    }
    for (int r = 0; r < rows; r++) {
      k.tanh(columns, x.data, x.at(r), data, at(r));
    }
    return this;
  }

  RowWindow sigmoid() {
    for (int r = 0; r < rows; r++) {
      k.sigmoid(columns, data, at(r), data, at(r));
    }
    return this;
  }

  RowWindow relu() {
    for (int r = 0; r < rows; r++) {
      k.relu(columns, data, at(r), data, at(r));
    }
    return this;
  }

  /// this = dh ⊙ (1 − h²), for h = tanh(a)
  RowWindow setTanhGradient(RowWindow h, RowWindow dh) {
    for (int r = 0; r < rows; r++) {
      k.tanhGradient(columns, h.data, h.at(r), dh.data, dh.at(r), data, at(r));
    }
    return this;
  }

  /// this = ds ⊙ s ⊙ (1 − s), for s = σ(a)
  RowWindow setSigmoidGradient(RowWindow s, RowWindow ds) {
    for (int r = 0; r < rows; r++) {
      k.sigmoidGradient(columns, s.data, s.at(r), ds.data, ds.at(r), data, at(r));
    }
    return this;
  }

  /// These rows have i, f, g and o: a step of an LSTM from their sums.
  void lstm(int hidden, RowWindow cPrev, RowWindow c, RowWindow m) {
    for (int r = 0; r < rows; r++) {
      k.lstm(
          hidden, hidden, data, at(r), cPrev.data, cPrev.at(r), c.data, c.at(r), m.data, m.at(r));
    }
  }

  /// These rows become the gradients of an LSTM's sums; dc becomes that of the step before.
  ///
  /// @param t where tanh(c) is computed once more
  void lstmBackward(
      int hidden, RowWindow saved, RowWindow cPrev, RowWindow t, RowWindow dm, RowWindow dc) {
    for (int r = 0; r < rows; r++) {
      k.lstmTanh(hidden, hidden, saved.data, saved.at(r), cPrev.data, cPrev.at(r), t.data, t.at(r));
      k.lstmBackward(
          hidden,
          hidden,
          saved.data,
          saved.at(r),
          cPrev.data,
          cPrev.at(r),
          t.data,
          t.at(r),
          dm.data,
          dm.at(r),
          dc.data,
          dc.at(r),
          data,
          at(r));
    }
  }

  /// These rows have r, z, n and hn: a step of a GRU from the sums of the first three.
  void gru(int hidden, RowWindow hPrev, RowWindow h) {
    for (int r = 0; r < rows; r++) {
      k.gru(hidden, hidden, data, at(r), hPrev.data, hPrev.at(r), h.data, h.at(r));
    }
  }

  /// These rows become the gradients of a GRU's sums; dh becomes what reaches the step before
  /// without a product.
  void gruBackward(int hidden, RowWindow saved, RowWindow hPrev, RowWindow dh) {
    for (int r = 0; r < rows; r++) {
      k.gruBackward(
          hidden,
          hidden,
          saved.data,
          saved.at(r),
          hPrev.data,
          hPrev.at(r),
          dh.data,
          dh.at(r),
          data,
          at(r),
          dh.data,
          dh.at(r));
    }
  }

  /// this = dh where h > 0, else 0
  RowWindow setReluGradient(RowWindow h, RowWindow dh) {
    for (int r = 0; r < rows; r++) {
      k.reluGradient(columns, h.data, h.at(r), dh.data, dh.at(r), data, at(r));
    }
    return this;
  }
}
