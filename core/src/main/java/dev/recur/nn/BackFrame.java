package dev.recur.nn;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Packing;
import org.jspecify.annotations.Nullable;

/// What a cell sees of one step backward: the active rows of one block.
///
/// Before the cell's backward, `dh` and `dc` hold the gradient of this step's states, from above
/// and from later steps. It leaves that of the step before in their place, and that of what went
/// into its gates in the blocks of `d`.
final class BackFrame extends Block {
  final Rows hPrev;
  final Rows cPrev;
  final Rows dh;
  final Rows dc;

  /// The gradient kept for the projection, (rows, O); used by cells that project.
  final Rows dProjected;

  /// All that the step forward kept.
  final Rows saved;

  /// The gradients of all that the gates were computed from.
  final Rows d;

  private final BackRun back;
  private final int hidden;
  private final @Nullable Rows[] savedParts;
  private final @Nullable Rows[] parts;
  private final Rows[] scratch;
  private final @Nullable Rows dy;
  private final Rows hFirst;
  private final Rows y;

  BackFrame(BackRun back, Packing packing, Kernels kernels) {
    super(packing, 0, 0, kernels);
    this.back = back;
    Run run = back.run;
    Cell cell = run.cell;
    hidden = cell.hiddenSize();
    int out = cell.outputSize();
    int blocks = cell.gradientBlocks();
    saved = overSteps(run.saved, run.savedStride, 0, run.savedStride);
    d = overChunk(back.d, back.dStride, 0, blocks * hidden);
    savedParts = new Rows[cell.savedBlocks()];
    parts = new Rows[blocks * (blocks + 1)];
    dProjected = overChunk(back.d, back.dStride, blocks * hidden, out);
    hPrev = overChunk(back.hPrev, out, 0, out);
    hFirst = overRows(run.hFirst, out);
    y = new Rows(kernels, run.y, run.yStride, run.yColumn, out);
    cPrev = overSteps(run.cPrev, hidden, 0, hidden);
    dh = overRows(back.dh, out);
    dc = overRows(back.dc, hidden);
    dy = back.dy == null ? null : overSteps(back.dy, run.yStride, run.yColumn, out);
    scratch = new Rows[cell.scratchBlocks()];
    int stride = scratch.length * hidden;
    for (int j = 0; j < scratch.length; j++) {
      scratch[j] = overRows(back.scratch, stride, j * hidden, hidden);
    }
  }

  /// Block j of H columns of what the step forward kept.
  Rows saved(int j) {
    Rows part = savedParts[j];
    if (part == null) {
      part = overSteps(back.run.saved, back.run.savedStride, j * hidden, hidden);
      savedParts[j] = part;
    }
    return part;
  }

  /// The gradient of what the j-th gate was computed from.
  Rows d(int j) {
    return d(j, j + 1);
  }

  /// Gradients from to to − 1, side by side.
  Rows d(int from, int to) {
    int i = from * (back.run.cell.gradientBlocks() + 1) + to;
    Rows part = parts[i];
    if (part == null) {
      part = overChunk(back.d, back.dStride, from * hidden, (to - from) * hidden);
      parts[i] = part;
    }
    return part;
  }

  /// A block of H columns to compute in.
  Rows scratch(int j) {
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
    int before = back.run.reverse ? t + 1 : t - 1;
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
