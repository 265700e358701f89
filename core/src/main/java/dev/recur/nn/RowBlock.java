package dev.recur.nn;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Packing;
import java.util.ArrayList;
import java.util.List;

/// A block of rows of a batch on its way through time: the windows that a cell computes with, which
/// move together from step to step.
///
/// There are three kinds of matrices, and a window is moved according to its own:
///
/// - one row for each row of each step of the sequence, (N, …), in the order of [Packing];
/// - the same for a [Chunk] of steps only;
/// - one row for each row of the batch, (B, …): the running state.
abstract class RowBlock {
  // An LSTM's step backward then reads and writes 12 blocks of 512 numbers: 24 KiB, for which a
  // first-level cache has room.
  private static final int UNITS_TOGETHER = 512;

  /// The kernels that the windows compute with.
  final Kernels kernels;

  private final Packing packing;
  private final int rowsTogether;
  private final RowWindow.Rows rows = new RowWindow.Rows(0);
  private final List<RowWindow> overSteps = new ArrayList<>();
  private final List<RowWindow> overChunk = new ArrayList<>();
  private final List<RowWindow> overRows = new ArrayList<>();
  private int firstRow;
  private int lastRow;
  private int chunkStart;
  private int row;
  private int count;

  /// The rows firstRow to lastRow − 1 of the batch.
  ///
  /// @param hidden H, how many columns most windows have
  RowBlock(Packing packing, int firstRow, int lastRow, int hidden, Kernels kernels) {
    this.packing = packing;
    this.firstRow = firstRow;
    this.lastRow = lastRow;
    this.kernels = kernels;
    rowsTogether = Math.max(1, UNITS_TOGETHER / hidden);
  }

  /// A window into a matrix of all steps, (N, stride).
  final RowWindow overSteps(float[] data, int stride, int firstColumn, int columns) {
    RowWindow window = new RowWindow(kernels, rows, data, stride, firstColumn, columns);
    window.move(row);
    overSteps.add(window);
    return window;
  }

  /// A window into a matrix of a chunk of steps.
  final RowWindow overChunk(float[] data, int stride, int firstColumn, int columns) {
    RowWindow window = new RowWindow(kernels, rows, data, stride, firstColumn, columns);
    window.move(row - chunkStart);
    overChunk.add(window);
    return window;
  }

  /// A window into a matrix of the running state, (B, columns).
  final RowWindow overRows(float[] data, int columns) {
    return overRows(data, columns, 0, columns);
  }

  /// A window into some columns of a matrix (B, stride).
  final RowWindow overRows(float[] data, int stride, int firstColumn, int columns) {
    RowWindow window = new RowWindow(kernels, rows, data, stride, firstColumn, columns);
    window.move(firstRow);
    overRows.add(window);
    return window;
  }

  /// From now on, row `at` of a chunk's matrices is row `start` of the matrices of all steps.
  final void chunk(int start, int at) {
    chunkStart = start - at;
  }

  /// From now on, the block has the rows first to last − 1 of the batch.
  final void rows(int first, int last) {
    firstRow = first;
    lastRow = last;
  }

  final int firstRow() {
    return firstRow;
  }

  final int lastRow() {
    return lastRow;
  }

  /// Whether these are all rows of the batch, so that steps follow one another without gaps.
  final boolean isWhole() {
    return firstRow == 0 && lastRow == packing.rows();
  }

  /// Moves all windows to step t.
  ///
  /// @return whether a row of this block is still active there
  final boolean move(int t) {
    return move(t, Math.min(lastRow, packing.rows(t)) - firstRow);
  }

  /// Moves all windows to all steps of a chunk at once; the block must be the whole batch.
  final void moveAll(Chunk chunk) {
    move(chunk.first(), chunk.rows(packing));
  }

  private boolean move(int t, int active) {
    if (active <= 0) {
      return false;
    }
    count = active;
    rows.all(active);
    row = packing.start(t) + firstRow;
    for (int i = 0; i < overSteps.size(); i++) {
      overSteps.get(i).move(row);
    }
    for (int i = 0; i < overChunk.size(); i++) {
      overChunk.get(i).move(row - chunkStart);
    }
    for (int i = 0; i < overRows.size(); i++) {
      overRows.get(i).move(firstRow);
    }
    return true;
  }

  /// Moves one window over all steps to another step than the rest.
  ///
  /// @return how many rows of the present step are active there; 0 if there is no such step
  final int moveTo(RowWindow window, int t) {
    if (t < 0 || t >= packing.steps()) {
      return 0;
    }
    window.move(packing.start(t) + firstRow);
    return Math.clamp(packing.rows(t) - firstRow, 0, count);
  }

  /// Narrows all windows to the next few rows of the step, beginning with its first; after the
  /// last, they have all rows again. All operations on those rows then find them in the first-level
  /// cache.
  ///
  ///     while (block.nextRows()) { … }
  ///
  /// @return false after the last rows
  final boolean nextRows() {
    return rows.next(rowsTogether);
  }
}
