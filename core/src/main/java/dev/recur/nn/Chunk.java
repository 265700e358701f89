package dev.recur.nn;

import dev.recur.tensor.Packing;

/// Neighbouring steps that something is done for together. Forward, x·Wᵀ is computed for as many
/// just before the loop takes them as are still in the cache then, and enough for a product to be
/// worth it; backward, the sums over steps are continued behind them.
///
/// @param first the earliest of the steps
/// @param last the latest
record Chunk(int first, int last) {
  // Gates of 512 KiB: half of a second-level cache of today.
  private static final int GATES = 1 << 17;

  private static int wanted(Cell cell) {
    return Math.clamp(GATES / (cell.gates() * cell.hiddenSize()), 64, 256);
  }

  /// The chunk that the loop begins with its i-th step.
  static Chunk at(DirectionMemory memory, Packing packing, int i) {
    int steps = packing.steps();
    int end = i;
    int wanted = wanted(memory.cell);
    for (int rows = 0; end < steps && rows < wanted; end++) {
      rows += packing.rows(memory.step(end, steps));
    }
    return between(memory, steps, i, end);
  }

  /// The chunk that the loop ended before its `end`-th step, with at least so many rows.
  static Chunk before(DirectionMemory memory, Packing packing, int end, int wanted) {
    int steps = packing.steps();
    int i = end;
    for (int rows = 0; i > 0 && rows < wanted; i--) {
      rows += packing.rows(memory.step(i - 1, steps));
    }
    return between(memory, steps, i, end);
  }

  private static Chunk between(DirectionMemory memory, int steps, int i, int end) {
    int one = memory.step(i, steps);
    int other = memory.step(end - 1, steps);
    return new Chunk(Math.min(one, other), Math.max(one, other));
  }

  /// How many rows the largest chunk of a loop forward can have.
  static int rows(Cell cell, Packing packing) {
    return rows(packing, wanted(cell));
  }

  /// How many rows the largest chunk can have, with this many wanted.
  static int rows(Packing packing, int wanted) {
    return Math.min(packing.total(), wanted - 1 + packing.rows());
  }

  int steps() {
    return last - first + 1;
  }

  /// Where its rows begin in a matrix of all steps.
  int start(Packing packing) {
    return packing.start(first);
  }

  /// How many rows it has.
  int rows(Packing packing) {
    return packing.start(last + 1) - packing.start(first);
  }
}
