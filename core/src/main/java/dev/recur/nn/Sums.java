package dev.recur.nn;

import dev.recur.kernel.Kernels;
import dev.recur.kernel.Sum;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The gradients of the parameters that all steps share, for the steps of a chunk:
///
///     dW += Σ dᵀ·x     db += Σ d     over all rows of all steps of the chunk
///
/// where d has da in its first G·H columns, after it dhn in a GRU that resets after the product,
/// and dh for a projection; W and b are Wx and bx, Wh and bh, or Wr.
///
/// A sum is requested with [#product] or [#bias], with its x and the columns of d that belong
/// to the parameter; [#run] then computes all of them.
///
/// Shapes: d (n, gradientBlocks·H, and O more for a projection), one row for each row of each
/// step · x (n, columns), in the same order · W (outputs, columns) and b (outputs), for as many
/// columns of d.
///
/// Sums over the same columns of d are computed together, so that d is read once for them. Workers
/// share the outputs (rows of a weight, elements of a bias), never the terms: so each sum is one
/// chain over the steps (for [GateInput.Distinct], over the distinct rows), whatever the number of
/// threads. The chain runs from chunk to chunk backward, and within a chunk forward.
final class Sums implements StepSums<Sums.Factor> {
  private final DirectionGradients back;
  private final int first;
  private final int n;
  private final List<ColumnSums> all = new ArrayList<>();

  /// @param back has d of the chunk in its first n rows
  /// @param first the place of the chunk's first row in a matrix of all steps
  /// @param n how many rows the chunk has
  Sums(DirectionGradients back, int first, int n) {
    this.back = back;
    this.first = first;
    this.n = n;
  }

  DirectionGradients back() {
    return back;
  }

  int first() {
    return first;
  }

  int n() {
    return n;
  }

  /// The x of a sum: some columns of a matrix with a row for each row of d.
  static final class Factor {
    private final float[] data;
    private final int at;
    private final int stride;
    private final int columns;

    /// @param row the row of the matrix that belongs to the first one of d
    Factor(float[] data, int row, int column, int stride, int columns) {
      this.data = data;
      this.at = row * stride + column;
      this.stride = stride;
      this.columns = columns;
    }
  }

  @Override
  public Factor hPrev() {
    int out = back.memory.cell.outputSize();
    return new Factor(back.hPrev, 0, 0, out, out);
  }

  @Override
  public Factor saved(int block) {
    int hidden = back.memory.cell.hiddenSize();
    return new Factor(back.memory.saved, first, block * hidden, back.memory.savedStride, hidden);
  }

  @Override
  public void product(@Nullable Parameter weight, int from, int to, int column, Factor x) {
    if (weight != null && !weight.frozen()) {
      over(column, to - from).product(weight, from, x);
    }
  }

  @Override
  public void bias(@Nullable Parameter bias, int from, int to, int column) {
    if (bias != null && !bias.frozen()) {
      over(column, to - from).bias(bias, from);
    }
  }

  /// dWx += Σ daᵀ·x and dbx += Σ da, where da are the first G·H columns of d. In pieces, as the
  /// cell has requested other sums over the same columns; so this comes after [Cell#recurrentSums].
  void input(Factor x) {
    Cell cell = back.memory.cell;
    int end = cell.gates() * cell.hiddenSize();
    int done = 0;
    for (ColumnSums sums : List.copyOf(all)) {
      if (sums.column == done && done + sums.count <= end) {
        input(sums, x);
        done += sums.count;
      }
    }
    if (done < end) {
      input(over(done, end - done), x);
    }
  }

  /// The same where the gradients of equal rows of x have been added up.
  ///
  /// @param da shape (distinct, G·H)
  /// @param x shape (distinct, I)
  void input(float[] da, int distinct, Factor x) {
    int columns = back.memory.cell.gates() * back.memory.cell.hiddenSize();
    ColumnSums sums = new ColumnSums(da, columns, 0, columns, distinct);
    input(sums, x);
    all.add(sums);
  }

  private void input(ColumnSums sums, Factor x) {
    Cell cell = back.memory.cell;
    if (!cell.weightIh.frozen()) {
      sums.product(cell.weightIh, sums.column, x);
    }
    if (cell.biasIh != null && !cell.biasIh.frozen()) {
      sums.bias(cell.biasIh, sums.column);
    }
  }

  private ColumnSums over(int column, int count) {
    for (ColumnSums sums : all) {
      if (sums.column == column && sums.count == count) {
        return sums;
      }
    }
    ColumnSums sums = new ColumnSums(back.d, back.dStride, column, count, n);
    all.add(sums);
    return sums;
  }

  /// The sums over the same columns of d.
  private static final class ColumnSums {
    final float[] d;
    final int stride;
    final int column;
    final int count;
    final int n;
    final List<Sum> sums = new ArrayList<>();

    ColumnSums(float[] d, int stride, int column, int count, int n) {
      this.d = d;
      this.stride = stride;
      this.column = column;
      this.count = count;
      this.n = n;
    }

    void product(Parameter weight, int from, Factor x) {
      float[] dw = weight.gradients().parameterGradient();
      sums.add(Sum.ofProducts(x.columns, x.data, x.at, x.stride, dw, from * x.columns));
    }

    void bias(Parameter bias, int from) {
      sums.add(Sum.ofRows(bias.gradients().parameterGradient(), from));
    }

    /// Outputs first to last − 1, counted from 0.
    void run(Kernels k, int first, int last) {
      k.sums(n, first, last - first, d, column, stride, sums);
    }
  }

  /// Computes all sums, each cut into as many parts as there are workers.
  static void run(List<Sums> of, Workers workers) {
    List<ColumnSums> all = new ArrayList<>();
    for (Sums sums : of) {
      all.addAll(sums.all);
    }
    int parts = workers.threads();
    Kernels k = workers.kernels();
    workers.run(
        all.size() * parts,
        i -> {
          ColumnSums sums = all.get(i / parts);
          int part = i % parts;
          sums.run(k, cut(sums.count, part, parts), cut(sums.count, part + 1, parts));
        });
  }

  /// Where part i of n outputs begins: a multiple of 16, so that tiles stay whole.
  static int cut(int n, int part, int parts) {
    return Math.min(n, (int) ((long) n * part / parts + 15) / 16 * 16);
  }
}
