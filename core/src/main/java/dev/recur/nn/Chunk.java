package dev.recur.nn;

import dev.recur.tensor.Packing;

/// Consecutive steps that are computed together where no step needs the one before: forward x·Wᵀ +
/// b, backward the sums over steps.
///
/// Forward, a chunk has enough rows for a product to be efficient, and few enough for the result to
/// be in the cache when the loop comes to it.
///
/// @param first the earliest of the steps
/// @param last the latest
record Chunk(int first, int last) {
  // Gates of 512 KiB: half of a second-level cache of today.
  private static final int GATES = 1 << 17;

  private static int wanted(Cell cell, boolean joined) {
    return joined ? 1 : Math.clamp(GATES / (cell.gates() * cell.hiddenSize()), 64, 256);
  }

  /// The chunk forward that begins with the loop's i-th step.
  static Chunk at(DirectionMemory memory, Packing packing, int i) {
    int steps = packing.steps();
    int end = i;
    int wanted = wanted(memory.cell, memory.joined != null);
    for (int rows = 0; end < steps && rows < wanted; end++) {
      rows += packing.rows(memory.step(end, steps));
    }
    return between(memory.reverse, steps, i, end);
  }

  /// The chunk that ends before the loop's `end`-th step and has at least this many rows, if there
  /// are as many.
  static Chunk before(boolean reverse, Packing packing, int end, int wanted) {
    int steps = packing.steps();
    int i = end;
    for (int rows = 0; i > 0 && rows < wanted; i--) {
      rows += packing.rows(step(reverse, i - 1, steps));
    }
    return between(reverse, steps, i, end);
  }

  private static Chunk between(boolean reverse, int steps, int i, int end) {
    int one = step(reverse, i, steps);
    int other = step(reverse, end - 1, steps);
    return new Chunk(Math.min(one, other), Math.max(one, other));
  }

  /// The i-th step of the loop: i, or T − 1 − i for the reverse direction, in which a shorter row
  /// begins later, at its own last step.
  static int step(boolean reverse, int i, int steps) {
    return reverse ? steps - 1 - i : i;
  }

  /// How many rows the largest chunk forward can have.
  ///
  /// @param joined whether inputs are multiplied in their step, so that a chunk is one step
  static int rows(Cell cell, Packing packing, boolean joined) {
    return rows(packing, wanted(cell, joined));
  }

  /// How many rows the largest chunk can have if this many are wanted.
  static int rows(Packing packing, int wanted) {
    return Math.min(packing.total(), wanted - 1 + packing.rows());
  }

  int steps() {
    return last - first + 1;
  }

  /// The place of its first row in a matrix of all steps.
  int start(Packing packing) {
    return packing.start(first);
  }

  /// How many rows it has.
  int rows(Packing packing) {
    return packing.start(last + 1) - packing.start(first);
  }
}
