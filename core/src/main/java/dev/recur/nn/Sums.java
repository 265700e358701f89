package dev.recur.nn;

import dev.recur.kernel.Kernels;
import dev.recur.kernel.Sum;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The gradients of parameters that all steps share: sums over all steps, one large product each.
///
/// Sums of the same gradients are computed together, which reads those once. The work is cut by
/// outputs (rows of a weight, elements of a bias), never by terms, so that each sum is one chain
/// over the steps whatever the number of threads. A chain goes back from chunk to chunk, and
/// forward within one.
final class Sums {
  private final List<Group> groups = new ArrayList<>();
  private final DirectionGradients back;
  private final int first;
  private final int steps;

  /// Sums over the gradients of one direction.
  ///
  /// @param first where the rows begin in a matrix of all steps
  /// @param steps how many there are, which is what back.d has
  Sums(DirectionGradients back, int first, int steps) {
    this.back = back;
    this.first = first;
    this.steps = steps;
  }

  /// A matrix with one row a step, that gradients are multiplied with.
  static final class Source {
    private final float[] data;
    private final int at;
    private final int stride;
    private final int columns;

    /// @param first the row of the matrix that belongs to the first of the gradients
    Source(float[] data, int first, int column, int stride, int columns) {
      this.data = data;
      this.at = first * stride + column;
      this.stride = stride;
      this.columns = columns;
    }
  }

  /// The states before each step, (n, O).
  Source hPrev() {
    int out = back.memory.cell.outputSize();
    return new Source(back.hPrev, 0, 0, out, out);
  }

  /// A saved block, (N, H).
  Source saved(int block) {
    int hidden = back.memory.cell.hiddenSize();
    return new Source(back.memory.saved, first, block * hidden, back.memory.savedStride, hidden);
  }

  /// dW[from…to] += Σ dᵀ·x, with d the gradients' columns from column on
  void product(@Nullable Parameter weight, int from, int to, int column, Source x) {
    if (weight != null && !weight.frozen()) {
      group(column, to - from).product(weight, from, x);
    }
  }

  /// db[from…to] += Σ d, with d the gradients' columns from column on
  void bias(@Nullable Parameter bias, int from, int to, int column) {
    if (bias != null && !bias.frozen()) {
      group(column, to - from).bias(bias, from);
    }
  }

  /// The sums that the input's weights need: dWx += Σ daᵀ·x and dbx += Σ da, where da is what
  /// stands in the gates' columns. They join the groups of the same columns.
  void input(Source x) {
    Cell cell = back.memory.cell;
    int end = cell.gates() * cell.hiddenSize();
    int done = 0;
    for (Group group : List.copyOf(groups)) {
      if (group.column == done && done + group.count <= end) {
        input(group, x);
        done += group.count;
      }
    }
    if (done < end) {
      input(group(done, end - done), x);
    }
  }

  /// The same from the sums of da over equal rows of x.
  ///
  /// @param da shape (distinct, G·H)
  void input(float[] da, int distinct, Source x) {
    int end = back.memory.cell.gates() * back.memory.cell.hiddenSize();
    Group group = new Group(da, end, 0, end, distinct);
    input(group, x);
    groups.add(group);
  }

  private void input(Group group, Source x) {
    Cell cell = back.memory.cell;
    if (!cell.weightIh.frozen()) {
      group.product(cell.weightIh, group.column, x);
    }
    if (cell.biasIh != null && !cell.biasIh.frozen()) {
      group.bias(cell.biasIh, group.column);
    }
  }

  private Group group(int column, int count) {
    for (Group group : groups) {
      if (group.column == column && group.count == count) {
        return group;
      }
    }
    Group group = new Group(back.d, back.dStride, column, count, steps);
    groups.add(group);
    return group;
  }

  /// Sums of the same columns of the same gradients.
  private static final class Group {
    final float[] d;
    final int stride;
    final int column;
    final int count;
    final int steps;
    final List<Sum> sums = new ArrayList<>();

    Group(float[] d, int stride, int column, int count, int steps) {
      this.d = d;
      this.stride = stride;
      this.column = column;
      this.count = count;
      this.steps = steps;
    }

    void product(Parameter weight, int from, Source x) {
      float[] dw = weight.gradients().parameterGradient();
      sums.add(Sum.ofProducts(x.columns, x.data, x.at, x.stride, dw, from * x.columns));
    }

    void bias(Parameter bias, int from) {
      sums.add(Sum.ofRows(bias.gradients().parameterGradient(), from));
    }

    /// Outputs first to last − 1, counted from 0.
    void run(Kernels k, int first, int last) {
      k.sums(steps, first, last - first, d, column, stride, sums);
    }
  }

  /// Computes all sums, each cut into as many parts as there are workers.
  static void run(List<Sums> all, Workers workers) {
    List<Group> groups = new ArrayList<>();
    for (Sums sums : all) {
      groups.addAll(sums.groups);
    }
    int parts = workers.threads();
    Kernels k = workers.kernels();
    workers.run(
        groups.size() * parts,
        i -> {
          Group group = groups.get(i / parts);
          int part = i % parts;
          group.run(k, cut(group.count, part, parts), cut(group.count, part + 1, parts));
        });
  }

  /// Where part i of n outputs begins: multiples of 16, so that tiles stay whole.
  static int cut(int n, int part, int parts) {
    return Math.min(n, (int) ((long) n * part / parts + 15) / 16 * 16);
  }
}
