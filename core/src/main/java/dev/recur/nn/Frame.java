package dev.recur.nn;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Packing;

/// What a cell sees of one step forward: the active rows of one block.
///
/// Shapes: h, hPrev (rows, O) · c, cPrev and each saved block (rows, H). Without a tape nothing is
/// kept, and cPrev is c itself.
final class Frame extends Block {
  /// The state before this step, and where the state after it goes.
  final Rows hPrev;

  final Rows h;

  /// The second state of cells that have one, before and after this step.
  final Rows cPrev;

  final Rows c;

  private final Columns saved;
  private final Rows hState;
  private final boolean keeps;

  Frame(Run run, Packing packing, int firstRow, int lastRow, Kernels kernels) {
    super(packing, firstRow, lastRow, kernels);
    Cell cell = run.cell;
    int hidden = cell.hiddenSize();
    int out = cell.outputSize();
    keeps = run.keeps;
    saved = new Columns(this, run.saved, run.savedStride, cell.savedBlocks(), hidden);
    hState = overRows(run.hState, out);
    hPrev = keeps ? overSteps(run.hPrev, out, 0, out) : hState;
    h = overSteps(run.y, run.yStride, run.yColumn, out);
    c = overRows(run.cState, hidden);
    cPrev = keeps && cell.states() > 1 ? overSteps(run.cPrev, hidden, 0, hidden) : c;
  }

  /// The j-th block of H columns that is kept for the way back. The first ones, as many as the cell
  /// has gates, come with x·Wᵀ + b already in them.
  Rows saved(int j) {
    return saved.get(j, j + 1);
  }

  /// Saved blocks from to to − 1, side by side.
  Rows saved(int from, int to) {
    return saved.get(from, to);
  }

  /// One step of the cell, from the running state and back into it.
  void step(Cell cell) {
    if (keeps) {
      hPrev.set(hState);
    }
    if (cPrev != c) {
      cPrev.set(c);
    }
    cell.forward(this);
    hState.set(h);
  }
}
