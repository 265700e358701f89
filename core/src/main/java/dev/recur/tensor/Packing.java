package dev.recur.tensor;

import java.util.Arrays;

/// Where each real step of each row of a batch lies in a packed matrix: step after step, rows by
/// falling length, no padding.
///
/// Shapes: B rows, T steps, N = Σ lengths. Step t has rows(t) active rows, which lie from start(t);
/// packed row p is row order(p) of the batch. Rows of equal length keep their order.
public final class Packing {
  private final int[] lengths;
  private final int[] order;
  private final int[] place;
  private final int[] starts;
  private final long[] rowIds;
  private final int firstStep;

  /// The packing of rows that count from 0.
  ///
  /// @param lengths how many steps each row has, in any order, each at least 1
  public static Packing of(int[] lengths) {
    long[] ids = new long[lengths.length];
    Arrays.setAll(ids, i -> i);
    return new Packing(lengths, ids, 0);
  }

  /// The packing of rows of equal length.
  public static Packing full(int rows, int steps) {
    int[] lengths = new int[rows];
    Arrays.fill(lengths, steps);
    return of(lengths);
  }

  /// A packing that says which rows of a data set these are and at which of their steps they begin:
  /// what dropout depends on.
  public Packing(int[] lengths, long[] rowIds, int firstStep) {
    if (lengths.length == 0) {
      throw new IllegalArgumentException("a batch needs at least one row, got none");
    }
    for (int b = 0; b < lengths.length; b++) {
      if (lengths[b] < 1) {
        throw new IllegalArgumentException(
            "row %s: expected a length of at least 1, got %s".formatted(b, lengths[b]));
      }
    }
    this.lengths = lengths.clone();
    this.rowIds = rowIds.clone();
    this.firstStep = firstStep;
    order = fallingOrder(lengths);
    place = new int[order.length];
    for (int p = 0; p < order.length; p++) {
      place[order[p]] = p;
    }
    starts = new int[lengths[order[0]] + 1];
    int active = order.length;
    for (int t = 0; t < starts.length - 1; t++) {
      while (lengths[order[active - 1]] <= t) {
        active--;
      }
      starts[t + 1] = Math.addExact(starts[t], active);
    }
  }

  /// Stable counting sort by falling length.
  private static int[] fallingOrder(int[] lengths) {
    int longest = Arrays.stream(lengths).max().orElse(0);
    int[] next = new int[longest + 2];
    for (int length : lengths) {
      next[longest - length + 1]++;
    }
    for (int i = 1; i < next.length; i++) {
      next[i] += next[i - 1];
    }
    int[] order = new int[lengths.length];
    for (int b = 0; b < lengths.length; b++) {
      order[next[longest - lengths[b]]++] = b;
    }
    return order;
  }

  /// How many rows the batch has: B.
  public int rows() {
    return order.length;
  }

  /// How many steps the longest row has: T.
  public int steps() {
    return starts.length - 1;
  }

  /// How many rows are still active at step t; they are the first ones of the packed order.
  public int rows(int t) {
    return starts[t + 1] - starts[t];
  }

  /// The place of step t's first row in the packed matrix.
  public int start(int t) {
    return starts[t];
  }

  /// How many real steps all rows have together: N.
  public int total() {
    return starts[starts.length - 1];
  }

  /// Which row of the batch is at place p of the packed order.
  public int order(int p) {
    return order[p];
  }

  /// The place of row b of the batch in the packed order.
  public int place(int b) {
    return place[b];
  }

  /// How many steps row b has.
  public int length(int b) {
    return lengths[b];
  }

  /// How many steps each row has, in the batch's order.
  public int[] lengths() {
    return lengths.clone();
  }

  /// Where step t of row b of the batch lies in the packed matrix.
  public int index(int b, int t) {
    return starts[t] + place[b];
  }

  /// The id of row b in its data set.
  public long rowId(int b) {
    return rowIds[b];
  }

  /// Which of the rows' steps is step 0 here: more than 0 where a sequence comes in chunks.
  public int firstStep() {
    return firstStep;
  }

  /// The same packing for a chunk that begins at another step of the rows.
  public Packing startingAt(int step) {
    return new Packing(lengths, rowIds, step);
  }

  /// How many steps the row at place p has; rising p, falling length.
  public int lengthAt(int p) {
    return lengths[order[p]];
  }
}
