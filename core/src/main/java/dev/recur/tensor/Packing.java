package dev.recur.tensor;

import java.util.Arrays;

/// The layout of a packed matrix: the position of each real step of each row of a batch. Steps come
/// one after another, within a step longer rows come first, and there is no padding.
///
/// Shapes: B rows, T steps, N = Σ lengths. Step t has rows(t) active rows, in the matrix's rows
/// from start(t) on; the row at place p is row order(p) of the batch. Rows of equal length keep
/// their order.
///
/// {@snippet class="TensorExamples" region="packed"}
public final class Packing {
  private final int[] lengths;
  private final int[] order;
  private final int[] place;
  private final int[] starts;
  private final long[] rowIds;
  private final int firstStep;

  /// The packing of rows whose ids are 0, 1, 2, …
  ///
  /// @param lengths the number of steps of each row, in any order, each at least 1
  public static Packing of(int[] lengths) {
    long[] ids = new long[lengths.length];
    Arrays.setAll(ids, i -> i);
    return new Packing(lengths, ids, 0);
  }

  /// The packing of rows that all have this many steps.
  public static Packing full(int rows, int steps) {
    int[] lengths = new int[rows];
    Arrays.fill(lengths, steps);
    return of(lengths);
  }

  /// A packing of given rows of a data set, from one of their steps on; dropout masks depend on
  /// both.
  ///
  /// @param lengths the number of steps of each row, in any order, each at least 1
  /// @param rowIds the id of each row in its data set
  /// @param firstStep which step of the rows is step 0 here
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

  /// The rows in stable order from longest to shortest, by a counting sort.
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

  /// The number of rows of the batch: B.
  public int rows() {
    return order.length;
  }

  /// The number of steps of the longest row: T.
  public int steps() {
    return starts.length - 1;
  }

  /// The number of rows that have a step t; they are the first ones of the packed order.
  public int rows(int t) {
    return starts[t + 1] - starts[t];
  }

  /// The index of the first row of step t in the packed matrix.
  public int start(int t) {
    return starts[t];
  }

  /// The number of real steps of all rows: N.
  public int total() {
    return starts[starts.length - 1];
  }

  /// The row of the batch at place p of the packed order.
  public int order(int p) {
    return order[p];
  }

  /// The place of row b of the batch in the packed order.
  public int place(int b) {
    return place[b];
  }

  /// The number of steps of row b.
  public int length(int b) {
    return lengths[b];
  }

  /// The number of steps of each row, in the order of the batch.
  public int[] lengths() {
    return lengths.clone();
  }

  /// The index of step t of row b of the batch in the packed matrix.
  public int index(int b, int t) {
    return starts[t] + place[b];
  }

  /// The id of row b in its data set.
  public long rowId(int b) {
    return rowIds[b];
  }

  /// Which step of the rows is step 0 here: more than 0 for a later chunk of a sequence.
  public int firstStep() {
    return firstStep;
  }

  /// The same packing for a chunk that starts at another step of the rows.
  public Packing startingAt(int step) {
    return new Packing(lengths, rowIds, step);
  }

  /// The number of steps of the row at place p; it never increases with p.
  public int lengthAt(int p) {
    return lengths[order[p]];
  }
}
