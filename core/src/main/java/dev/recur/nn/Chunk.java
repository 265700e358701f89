package dev.recur.nn;

import dev.recur.tensor.Packing;

/// Neighbouring steps whose x·Wᵀ is computed together, just before the loop takes them: few enough
/// to be still in the cache then, and enough for a product to be worth it.
///
/// @param first the earliest of the steps
/// @param last the latest
record Chunk(int first, int last) {
  // With fewer rows than this a product waits for the weights.
  private static final int ROWS = 64;

  /// The chunk that the loop begins with its i-th step.
  static Chunk at(Run run, Packing packing, int i) {
    int steps = packing.steps();
    int end = i;
    for (int rows = 0; end < steps && rows < ROWS; end++) {
      rows += packing.rows(run.step(end, steps));
    }
    int one = run.step(i, steps);
    int other = run.step(end - 1, steps);
    return new Chunk(Math.min(one, other), Math.max(one, other));
  }

  /// How many rows the largest chunk can have.
  static int rows(Packing packing) {
    return Math.min(packing.total(), ROWS - 1 + packing.rows());
  }

  int steps() {
    return last - first + 1;
  }
}
