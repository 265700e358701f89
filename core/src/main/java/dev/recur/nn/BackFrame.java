package dev.recur.nn;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Packing;
import org.jspecify.annotations.Nullable;

/// What a cell sees of one step backward: the active rows of one block.
///
/// Before the cell's backward, `dh` and `dc` hold the gradient of this step's states, from above
/// and from later steps. It leaves that of the step before in their place, and that of what went
/// into its gates in the blocks of `d`.
final class BackFrame extends RowBlock {
  final RowWindow hPrev;
  final RowWindow cPrev;
  final RowWindow dh;
  final RowWindow dc;

  /// The gradient kept for the projection, (rows, O); used by cells that project.
  final RowWindow dProjected;

  /// All that the step forward kept.
  final RowWindow saved;

  /// The gradients of all that the gates were computed from.
  final RowWindow d;

  private final DirectionGradients back;
  private final int hidden;
  private final @Nullable RowWindow[] savedParts;
  private final @Nullable RowWindow[] parts;
  private final RowWindow[] scratch;
  private final @Nullable RowWindow dy;
  private final RowWindow hFirst;
  private final RowWindow y;

  BackFrame(DirectionGradients back, Packing packing, Kernels kernels) {
    super(packing, 0, 0, kernels);
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
    y = new RowWindow(kernels, memory.y, memory.yStride, memory.yColumn, out);
    cPrev = overSteps(memory.cPrev, hidden, 0, hidden);
    dh = overRows(back.dh, out);
    dc = overRows(back.dc, hidden);
    dy = back.dy == null ? null : overSteps(back.dy, memory.yStride, memory.yColumn, out);
    scratch = new RowWindow[cell.scratchBlocks()];
    int stride = scratch.length * hidden;
    for (int j = 0; j < scratch.length; j++) {
      scratch[j] = overRows(back.scratch, stride, j * hidden, hidden);
    }
  }

  /// Block j of H columns of what the step forward kept.
  RowWindow saved(int j) {
    RowWindow part = savedParts[j];
    if (part == null) {
      part = overSteps(back.memory.saved, back.memory.savedStride, j * hidden, hidden);
      savedParts[j] = part;
    }
    return part;
  }

  /// The gradient of what the j-th gate was computed from.
  RowWindow d(int j) {
    return d(j, j + 1);
  }

  /// Gradients from to to − 1, side by side.
  RowWindow d(int from, int to) {
    int i = from * (back.memory.cell.gradientBlocks() + 1) + to;
    RowWindow part = parts[i];
    if (part == null) {
      part = overChunk(back.d, back.dStride, from * hidden, (to - from) * hidden);
      parts[i] = part;
    }
    return part;
  }

  /// A block of H columns to compute in.
  RowWindow scratch(int j) {
    return scratch[j];
  }

  /// Begins a stretch of steps, with the rows that this block has of them.
  void begin(Chunk chunk, Packing packing, int firstRow, int lastRow) {
    rows(firstRow, lastRow);
    chunk(chunk.start(packing), 0);
  }

  /// One step of the cell backward. What later steps contributed stands in dh; what came from above
  /// is added to it, never the other way round into one chain, so that a chunk's border between the
  /// two changes no bit.
  ///
  /// @param t which step it is
  void step(Cell cell, int t) {
    int before = back.memory.reverse ? t + 1 : t - 1;
    int reached = moveTo(y, before);
    hPrev.set(0, reached, y).set(reached, hPrev.rows(), hFirst);
    if (dy != null) {
      dh.plus(dy);
    }
    cell.backward(this);
  }

  /// Lets nothing flow back further: what `detach()` of the state before this step does.
  void cut() {
    dh.fill(-0f);
    dc.fill(-0f);
  }
}
