package dev.recur.nn;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Packing;
import java.util.ArrayList;
import java.util.List;

/// Some rows of a batch on their way through time: windows into the matrices of all steps and into
/// those of the running state, which move together from step to step.
abstract class Block {
  private final Packing packing;
  private final int firstRow;
  private final int lastRow;
  private final List<Rows> overSteps = new ArrayList<>();
  private final List<Rows> overRows = new ArrayList<>();

  /// The kernels that the windows compute with.
  final Kernels kernels;

  Block(Packing packing, int firstRow, int lastRow, Kernels kernels) {
    this.packing = packing;
    this.firstRow = firstRow;
    this.lastRow = lastRow;
    this.kernels = kernels;
  }

  /// A window into a matrix with one row for each real step, (N, stride).
  final Rows overSteps(float[] data, int stride, int firstColumn, int columns) {
    Rows window = new Rows(kernels, data, stride, firstColumn, columns);
    overSteps.add(window);
    return window;
  }

  /// A window into a matrix with one row for each row of the batch, (B, columns).
  final Rows overRows(float[] data, int columns) {
    return overRows(data, columns, 0, columns);
  }

  /// A window into some columns of a matrix with one row for each row of the batch.
  final Rows overRows(float[] data, int stride, int firstColumn, int columns) {
    Rows window = new Rows(kernels, data, stride, firstColumn, columns);
    overRows.add(window);
    return window;
  }

  /// Moves to step t and says whether a row of this block is still active there.
  final boolean move(int t) {
    int count = Math.min(lastRow, packing.rows(t)) - firstRow;
    if (count <= 0) {
      return false;
    }
    for (Rows window : overSteps) {
      window.move(packing.start(t) + firstRow, count);
    }
    for (Rows window : overRows) {
      window.move(firstRow, count);
    }
    return true;
  }

  /// Windows into every run of neighbouring blocks of columns, made once.
  static final class Columns {
    private final Rows[][] windows;

    Columns(Block block, float[] data, int stride, int blocks, int width) {
      windows = new Rows[blocks][blocks + 1];
      for (int from = 0; from < blocks; from++) {
        for (int to = from + 1; to <= blocks; to++) {
          windows[from][to] = block.overSteps(data, stride, from * width, (to - from) * width);
        }
      }
    }

    Rows get(int from, int to) {
      return windows[from][to];
    }
  }
}
