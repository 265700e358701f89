package dev.recur.nn;

import dev.recur.tensor.Packing;

/// Neighbouring steps whose x·Wᵀ is computed together, just before the loop takes them: few enough
/// to be still in the cache then, and enough for a product to be worth it.
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
  static Chunk at(Run run, Packing packing, int i) {
    int steps = packing.steps();
    int end = i;
    int wanted = wanted(run.cell);
    for (int rows = 0; end < steps && rows < wanted; end++) {
      rows += packing.rows(run.step(end, steps));
    }
    int one = run.step(i, steps);
    int other = run.step(end - 1, steps);
    return new Chunk(Math.min(one, other), Math.max(one, other));
  }

  /// How many rows the largest chunk can have.
  static int rows(Cell cell, Packing packing) {
    return Math.min(packing.total(), wanted(cell) - 1 + packing.rows());
  }

  int steps() {
    return last - first + 1;
  }
}
