package dev.recur.nn;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Packing;
import org.jspecify.annotations.Nullable;

/// One step backward as a cell sees it: the active rows of a block, in the letters of the
/// equations.
///
/// The cell finds the gradients of the step's states in `dh` and `dc`, and what its forward pass
/// saved in `saved`, `hPrev` and `cPrev`. It replaces `dh` and `dc` by the gradients of the states
/// before the step, and writes to `d` the gradients da of its pre-activations (and whatever else
/// [Sums] needs).
///
/// Shapes: hPrev, dh, dProjected (rows, O) · cPrev, dc (rows, H) · saved (rows, savedBlocks·H) · d
/// (rows, gradientBlocks·H).
final class BackFrame extends RowBlock {
  final RowWindow hPrev;
  final RowWindow cPrev;
  final RowWindow dh;
  final RowWindow dc;

  /// What the step forward saved, all blocks side by side.
  final RowWindow saved;

  /// da of each gate, and dhn of a GRU that resets after the product, all blocks side by side.
  final RowWindow d;

  /// Where a cell that projects keeps dh, for the gradient of its projection.
  final RowWindow dProjected;

  private final DirectionGradients back;
  private final int hidden;
  private final @Nullable RowWindow[] savedParts;
  private final @Nullable RowWindow[] parts;
  private final RowWindow[] scratch;
  private final @Nullable RowWindow dy;
  private final @Nullable RowWindow dhOfStep;
  private final @Nullable RowWindow dcOfStep;
  private final RowWindow hFirst;
  private final RowWindow y;

  BackFrame(DirectionGradients back, Packing packing, Kernels kernels) {
    super(packing, 0, 0, back.memory.cell.hiddenSize(), kernels);
    this.back = back;
    DirectionMemory memory = back.memory;
    Cell cell = memory.cell;
    hidden = cell.hiddenSize();
    int out = cell.outputSize();
    int blocks = cell.gradientBlocks();
    saved = overSteps(memory.saved, memory.savedStride, 0, memory.savedStride);
    d = overChunk(back.d, back.dStride, 0, blocks * hidden);
    savedParts = new RowWindow[cell.savedBlocks()];
    parts = new RowWindow[blocks * (blocks + 1)];
    dProjected = overChunk(back.d, back.dStride, blocks * hidden, out);
    hPrev = overChunk(back.hPrev, out, 0, out);
    hFirst = overRows(memory.hFirst, out);
    y = overSteps(memory.y, memory.yStride, memory.yColumn, out);
    cPrev = overSteps(memory.cPrev, hidden, 0, hidden);
    dh = overRows(back.dh, out);
    dc = overRows(back.dc, hidden);
    dy = back.dy == null ? null : overSteps(back.dy, memory.yStride, memory.yColumn, out);
    dhOfStep = memory.dhOfSteps == null ? null : overSteps(memory.dhOfSteps, out, 0, out);
    dcOfStep = memory.dcOfSteps == null ? null : overSteps(memory.dcOfSteps, hidden, 0, hidden);
    scratch = new RowWindow[cell.scratchBlocks()];
    int stride = scratch.length * hidden;
    for (int j = 0; j < scratch.length; j++) {
      scratch[j] = overRows(back.scratch, stride, j * hidden, hidden);
    }
  }

  /// Block j of saved, H columns.
  RowWindow saved(int j) {
    RowWindow part = savedParts[j];
    if (part == null) {
      part = overSteps(back.memory.saved, back.memory.savedStride, j * hidden, hidden);
      savedParts[j] = part;
    }
    return part;
  }

  /// Block j of d, H columns.
  RowWindow d(int j) {
    return d(j, j + 1);
  }

  /// Blocks from to to − 1 of d, side by side.
  RowWindow d(int from, int to) {
    int i = from * (back.memory.cell.gradientBlocks() + 1) + to;
    RowWindow part = parts[i];
    if (part == null) {
      part = overChunk(back.d, back.dStride, from * hidden, (to - from) * hidden);
      parts[i] = part;
    }
    return part;
  }

  /// A block of H columns for intermediate results.
  RowWindow scratch(int j) {
    return scratch[j];
  }

  /// Begins a chunk of steps, for these rows of the batch.
  void begin(Chunk chunk, Packing packing, int firstRow, int lastRow) {
    rows(firstRow, lastRow);
    chunk(chunk.start(packing), 0);
  }

  /// Takes one step backward. dh holds what later steps contributed; the gradient from above is
  /// added to that as a whole, never the one term by term to the other, so that a chunk's border
  /// between the two changes no bit.
  ///
  /// @param t the step
  void step(Cell cell, int t) {
    int before = back.memory.reverse ? t + 1 : t - 1;
    int reached = moveTo(y, before);
    hPrev.set(0, reached, y).set(reached, hPrev.rows(), hFirst);
    if (dy != null) {
      dh.plus(dy);
    }
    if (dhOfStep != null) {
      dhOfStep.set(dh);
    }
    if (dcOfStep != null) {
      dcOfStep.set(dc);
    }
    cell.backward(this);
  }

  /// Stops the gradient here, as `detach()` of the state before this step does.
  void cut() {
    dh.fill(-0f);
    dc.fill(-0f);
  }
}
