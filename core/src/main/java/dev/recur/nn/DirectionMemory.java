package dev.recur.nn;

import dev.recur.kernel.Arena;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// What the loop over time keeps of one direction of one layer.
///
/// Shapes: saved (N, savedBlocks·H), of which the first G·H columns start as x·Wᵀ + b · cPrev (N,
/// H) · y (N, D·O), shared by the directions · hFirst, hState (B, O), cState (B, H), rows in packed
/// order. Without a tape only a chunk of steps is kept of saved, and nothing of hFirst and cPrev.
final class DirectionMemory {
  private static final float[] NOTHING = {};

  final Cell cell;
  final boolean reverse;
  final boolean keeps;
  final float[] saved;
  final int savedStride;

  /// How far apart the blocks of rows have their part of saved, in rows: 0 where it holds all
  /// steps.
  final int savedRows;

  /// The state before the first step: that before a later one stands in y.
  final float[] hFirst;

  final float[] cPrev;
  final float[] hState;
  final float[] cState;
  final float[] y;
  final int yStride;
  final int yColumn;

  /// The state after the last step, in packed order; the arrays of these are the running state.
  final Tensor hN;

  final @Nullable Tensor cN;

  DirectionMemory(Cell cell, Packing packing, Tensor y, int direction, boolean keeps, int blocks) {
    this.cell = cell;
    this.reverse = direction == 1;
    this.keeps = keeps;
    Arena arena = y.tape().arena();
    int n = packing.total();
    int hidden = cell.hiddenSize();
    int out = cell.outputSize();
    boolean two = cell.states() > 1;
    savedStride = cell.savedBlocks() * hidden;
    savedRows = keeps ? 0 : Chunk.rows(cell, packing);
    saved = arena.take(Math.multiplyExact(keeps ? n : blocks * savedRows, savedStride));
    hFirst = keeps ? arena.take(packing.rows() * out) : NOTHING;
    cPrev = keeps && two ? arena.take(n * hidden) : NOTHING;
    hN = y.tape().unwritten(packing.rows(), out);
    cN = two ? y.tape().unwritten(packing.rows(), hidden) : null;
    hState = hN.storage().values;
    cState = cN == null ? NOTHING : cN.storage().values;
    this.y = y.storage().values;
    yStride = y.size(1);
    yColumn = direction * out;
  }

  /// The order in which the steps are taken: 0 to T − 1, or back from T − 1 for the reverse
  /// direction; each row takes part from its own first real step on.
  int step(int i, int steps) {
    return reverse ? steps - 1 - i : i;
  }
}
