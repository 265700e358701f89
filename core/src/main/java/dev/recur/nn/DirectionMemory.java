package dev.recur.nn;

import dev.recur.kernel.Arena;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// What [Recurrence] keeps of one direction of a layer: its running state, its outputs and, for the
/// backward pass, what the steps saved.
///
/// Shapes: saved (N, savedBlocks·H), of which the first G·H columns start as x·Wᵀ + b, or as b
/// ([Joined]) · cPrev (N, H) · y (N, D·O), shared by the directions · hFirst, hState (B, O), cState
/// (B, H), rows in packed order. On a tape that does not record, saved holds only a chunk of steps,
/// and hFirst and cPrev are empty.
final class DirectionMemory {
  private static final float[] NOTHING = {};

  final Cell cell;
  final boolean reverse;
  final boolean keeps;
  final float[] saved;
  final int savedStride;

  /// What computes the gates by one product; null if they take two.
  final @Nullable Joined joined;

  /// How many rows of saved each block of rows has for itself; 0 where saved holds all steps.
  final int savedRows;

  /// h before the first step; before a later one it is in y.
  final float[] hFirst;

  final float[] cPrev;
  final float[] hState;
  final float[] cState;
  final float[] y;
  final int yStride;
  final int yColumn;

  /// The states after the last step; their arrays are hState and cState, the running state.
  final Tensor hN;

  final @Nullable Tensor cN;

  /// Where the backward pass writes the gradients of the states of each step, for those who ask
  /// ([Unrolled]): of h (N, O), and of c by way of later steps (N, H).
  float @Nullable [] dhOfSteps;

  float @Nullable [] dcOfSteps;

  DirectionMemory(
      Cell cell,
      Packing packing,
      Tensor y,
      int direction,
      boolean keeps,
      int blocks,
      @Nullable Joined joined) {
    this.joined = joined;
    this.cell = cell;
    this.reverse = direction == 1;
    this.keeps = keeps;
    Arena arena = y.tape().arena();
    int n = packing.total();
    int hidden = cell.hiddenSize();
    int out = cell.outputSize();
    boolean two = cell.states() > 1;
    savedStride = cell.savedBlocks() * hidden;
    savedRows = keeps ? 0 : Chunk.rows(cell, packing, joined != null);
    saved = arena.take(Math.multiplyExact(keeps ? n : blocks * savedRows, savedStride));
    hFirst = keeps ? arena.take(packing.rows() * out) : NOTHING;
    cPrev = keeps && two ? arena.take(n * hidden) : NOTHING;
    hN = y.tape().unwritten(packing.rows(), out);
    cN = two ? y.tape().unwritten(packing.rows(), hidden) : null;
    hState = hN.storage().values();
    cState = cN == null ? NOTHING : cN.storage().values();
    this.y = y.storage().values();
    yStride = y.size(1);
    yColumn = direction * out;
  }

  /// The i-th step of the loop.
  int step(int i, int steps) {
    return Chunk.step(reverse, i, steps);
  }
}
