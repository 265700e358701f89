package dev.recur.nn;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Packing;
import org.jspecify.annotations.Nullable;

/// What a cell sees of one step backward: the active rows of one block.
///
/// Before the cell's backward, `dh` and `dc` hold the gradient of this step's states, from above
/// and from later steps. It leaves that of the step before in `dhPrev` and, in place, in `dc`, and
/// that of what went into its gates in the blocks of `d`.
final class BackFrame extends Block {
  final Rows hPrev;
  final Rows cPrev;
  final Rows dh;
  final Rows dhPrev;
  final Rows dc;

  /// The gradient kept for the projection, (rows, O); used by cells that project.
  final Rows dProjected;

  private final Columns saved;
  private final Columns gradients;
  private final Rows[] scratch;
  private final @Nullable Rows dy;

  BackFrame(BackRun back, Packing packing, int firstRow, int lastRow, Kernels kernels) {
    super(packing, firstRow, lastRow, kernels);
    Run run = back.run;
    Cell cell = run.cell;
    int hidden = cell.hiddenSize();
    int out = cell.outputSize();
    saved = new Columns(this, run.saved, run.savedStride, cell.savedBlocks(), hidden);
    gradients = new Columns(this, back.d, back.dStride, cell.gradientBlocks(), hidden);
    dProjected = overSteps(back.d, back.dStride, cell.gradientBlocks() * hidden, out);
    hPrev = overSteps(run.hPrev, out, 0, out);
    cPrev = overSteps(run.cPrev, hidden, 0, hidden);
    dh = overRows(back.dh, out);
    dhPrev = overRows(back.dhPrev, out);
    dc = overRows(back.dc, hidden);
    dy = back.dy == null ? null : overSteps(back.dy, run.yStride, run.yColumn, out);
    scratch = new Rows[cell.scratchBlocks()];
    int stride = scratch.length * hidden;
    for (int j = 0; j < scratch.length; j++) {
      scratch[j] = overRows(back.scratch, stride, j * hidden, hidden);
    }
  }

  Rows saved(int j) {
    return saved.get(j, j + 1);
  }

  /// The gradient of what the j-th gate was computed from.
  Rows d(int j) {
    return gradients.get(j, j + 1);
  }

  /// Gradients from to to − 1, side by side.
  Rows d(int from, int to) {
    return gradients.get(from, to);
  }

  /// A block of H columns to compute in.
  Rows scratch(int j) {
    return scratch[j];
  }

  /// One step of the cell backward. What later steps contributed stands in dh; what came from above
  /// is added to it, never the other way round into one chain, so that a chunk's border between the
  /// two changes no bit.
  void step(Cell cell) {
    if (dy != null) {
      dh.plus(dy);
    }
    cell.backward(this);
    dh.set(dhPrev);
  }

  /// Lets nothing flow back further: what `detach()` of the state before this step does.
  void cut() {
    dh.fill(-0f);
    dc.fill(-0f);
  }
}
