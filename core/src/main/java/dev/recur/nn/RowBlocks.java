package dev.recur.nn;

import dev.recur.tensor.Packing;
import dev.recur.tensor.Workers;
import java.util.Arrays;

/// The rows of a batch, cut into one block for each worker, with about equal work in each.
///
/// Shapes: block i has the packed rows cuts\[i\] to cuts\[i + 1\] − 1.
final class RowBlocks {
  // Cuts are multiples of the rows of a product's tile; of half a tile, which is less efficient, if
  // that gives rows to workers that would have none. Two rows would be slower even so.
  private static final int ROWS_OF_A_TILE = 8;
  private static final int FEWEST_ROWS = 4;

  private final int[] cuts;

  private RowBlocks(int[] cuts) {
    this.cuts = cuts;
  }

  /// The blocks for a chunk of steps. The work of a row is the number of steps that it has there.
  ///
  /// @param directions 2 if both directions of a layer are computed at the same time
  static RowBlocks of(Chunk chunk, Packing packing, int directions, Workers workers) {
    int threads = workers.threads();
    int wanted = directions == 1 || threads % 2 == 1 ? threads : threads / 2;
    int rows = packing.rows(chunk.first());
    int multiple = rows / ROWS_OF_A_TILE < wanted ? FEWEST_ROWS : ROWS_OF_A_TILE;
    int count = Math.min(wanted, Math.max(1, rows / multiple));
    int[] cuts = new int[count + 1];
    long all = chunk.rows(packing);
    long work = 0;
    int next = 1;
    for (int p = 0; p < rows && next < count; p++) {
      work += Math.min(packing.lengthAt(p), chunk.last() + 1) - chunk.first();
      if (work * count >= all * next && (p + 1) % multiple == 0) {
        cuts[next++] = p + 1;
      }
    }
    Arrays.fill(cuts, next, count + 1, rows);
    return new RowBlocks(cuts);
  }

  int count() {
    return cuts.length - 1;
  }

  int first(int block) {
    return cuts[block];
  }

  /// The row after the block's last.
  int end(int block) {
    return cuts[block + 1];
  }
}
