package dev.recur.nn;

import dev.recur.tensor.Packing;
import dev.recur.tensor.Workers;
import java.util.Arrays;

/// The rows of a batch, cut into one block for each worker, with about equal work in each.
///
/// Shapes: block i has the packed rows cuts\[i\] to cuts\[i + 1\] − 1.
final class RowBlocks {
  // Blocks begin at multiples of 8 rows, the height of a tile with 512-bit vectors, or of 4, which
  // take longer for each row, if that makes the longest block shorter. Blocks of 2 were slower.
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
    int wanted = wanted(directions, workers);
    int rows = packing.rows(chunk.first());
    boolean halves = longest(rows, wanted, FEWEST_ROWS) < longest(rows, wanted, ROWS_OF_A_TILE);
    int multiple = halves ? FEWEST_ROWS : ROWS_OF_A_TILE;
    int count = count(rows, wanted, multiple);
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

  /// The largest number of blocks that the rows of any chunk can be cut into.
  static int most(Packing packing, int directions, Workers workers) {
    return count(packing.rows(), wanted(directions, workers), FEWEST_ROWS);
  }

  private static int wanted(int directions, Workers workers) {
    int threads = workers.threads();
    return directions == 1 || threads % 2 == 1 ? threads : threads / 2;
  }

  private static int count(int rows, int wanted, int multiple) {
    return Math.min(wanted, Math.max(1, rows / multiple));
  }

  /// How many rows the longest block has if all rows have equally many steps.
  private static int longest(int rows, int wanted, int multiple) {
    int each = Math.ceilDiv(rows, count(rows, wanted, multiple));
    return Math.ceilDiv(each, multiple) * multiple;
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
