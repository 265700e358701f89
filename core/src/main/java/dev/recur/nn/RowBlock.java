package dev.recur.nn;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Packing;
import java.util.ArrayList;
import java.util.List;

/// Some rows of a batch on their way through time: windows into the matrices of all steps and into
/// those of the running state, which move together from step to step.
abstract class RowBlock {
  private final Packing packing;
  private int firstRow;
  private int lastRow;
  private final List<RowWindow> overSteps = new ArrayList<>();
  private final List<RowWindow> overChunk = new ArrayList<>();
  private final List<RowWindow> overRows = new ArrayList<>();
  private int chunkStart;
  private int row;
  private int count;

  /// The kernels that the windows compute with.
  final Kernels kernels;

  RowBlock(Packing packing, int firstRow, int lastRow, Kernels kernels) {
    this.packing = packing;
    this.firstRow = firstRow;
    this.lastRow = lastRow;
    this.kernels = kernels;
  }

  /// A window into a matrix with one row for each real step, (N, stride).
  final RowWindow overSteps(float[] data, int stride, int firstColumn, int columns) {
    RowWindow window = new RowWindow(kernels, data, stride, firstColumn, columns);
    window.move(row, count);
    overSteps.add(window);
    return window;
  }

  /// A window into a matrix with one row for each real step of a chunk of steps.
  final RowWindow overChunk(float[] data, int stride, int firstColumn, int columns) {
    RowWindow window = new RowWindow(kernels, data, stride, firstColumn, columns);
    window.move(row - chunkStart, count);
    overChunk.add(window);
    return window;
  }

  /// A window into a matrix with one row for each row of the batch, (B, columns).
  final RowWindow overRows(float[] data, int columns) {
    return overRows(data, columns, 0, columns);
  }

  /// A window into some columns of a matrix with one row for each row of the batch.
  final RowWindow overRows(float[] data, int stride, int firstColumn, int columns) {
    RowWindow window = new RowWindow(kernels, data, stride, firstColumn, columns);
    window.move(firstRow, count);
    overRows.add(window);
    return window;
  }

  /// Says which row of the matrix of all steps a chunk's matrix has at its row `at`.
  final void chunk(int start, int at) {
    chunkStart = start - at;
  }

  /// Says which rows of the batch are in this block from now on.
  final void rows(int first, int last) {
    firstRow = first;
    lastRow = last;
  }

  final int firstRow() {
    return firstRow;
  }

  /// Moves a window over all steps to those of this block's present rows that are active at another
  /// step, and says how many they are.
  final int moveTo(RowWindow window, int t) {
    if (t < 0 || t >= packing.steps()) {
      return 0;
    }
    int active = Math.clamp(packing.rows(t) - firstRow, 0, count);
    window.move(packing.start(t) + firstRow, active);
    return active;
  }

  /// Whether these are all rows of the batch, so that steps lie behind one another without gaps.
  final boolean isWhole() {
    return firstRow == 0 && lastRow == packing.rows();
  }

  /// Moves to step t and says whether a row of this block is still active there.
  final boolean move(int t) {
    return move(t, Math.min(lastRow, packing.rows(t)) - firstRow);
  }

  /// Moves to the steps of a chunk, as one, if all rows are of this block.
  final void moveAll(Chunk chunk) {
    move(chunk.first(), packing.start(chunk.last() + 1) - packing.start(chunk.first()));
  }

  private boolean move(int t, int active) {
    if (active <= 0) {
      return false;
    }
    count = active;
    row = packing.start(t) + firstRow;
    for (int i = 0; i < overSteps.size(); i++) {
      overSteps.get(i).move(row, count);
    }
    for (int i = 0; i < overChunk.size(); i++) {
      overChunk.get(i).move(row - chunkStart, count);
    }
    for (int i = 0; i < overRows.size(); i++) {
      overRows.get(i).move(firstRow, count);
    }
    return true;
  }
}
