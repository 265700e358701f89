package dev.recur.score;

import java.util.ArrayList;
import java.util.List;

/// The logarithms of all classes' probabilities, row after row, in pieces of whole rows: a single
/// array of N·C floats would have to be copied as it grows, and could not have 2³¹ floats or more.
///
/// Rows are only ever added, so a copy of the list of pieces is a snapshot of the rows so far.
final class LogTable {
  // 16 to 32 MiB: too large for the young generation of a small heap, which would have to copy
  // them.
  private static final int PIECE = 1 << 23; // floats
  private static final int FEWEST = 64; // rows that the first piece begins with

  private final int classes;
  private final int shift; // a piece has 2^shift rows
  private final List<float[]> pieces;
  private int rows;

  LogTable(int classes) {
    this(classes, PIECE);
  }

  /// @param piece the most numbers of a piece that has more than one row
  LogTable(int classes, int piece) {
    this(classes, log2(Math.max(1, piece / Math.max(1, classes))), new ArrayList<>(), 0);
  }

  private LogTable(int classes, int shift, List<float[]> pieces, int rows) {
    this.classes = classes;
    this.shift = shift;
    this.pieces = pieces;
    this.rows = rows;
  }

  private static int log2(int n) {
    return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(n);
  }

  /// The rows so far, whatever is added later.
  LogTable snapshot() {
    return new LogTable(classes, shift, List.copyOf(pieces), rows);
  }

  int classes() {
    return classes;
  }

  void add(float[] logs, int from) {
    int piece = rows >> shift;
    int within = rows & ((1 << shift) - 1);
    if (piece == pieces.size()) {
      int height = piece == 0 ? Math.min(FEWEST, 1 << shift) : 1 << shift;
      pieces.add(new float[height * classes]);
    } else if (within * classes == pieces.get(piece).length) { // the first, not yet full
      float[] longer = new float[2 * within * classes];
      System.arraycopy(pieces.get(piece), 0, longer, 0, within * classes);
      pieces.set(piece, longer);
    }
    System.arraycopy(logs, from, pieces.get(piece), within * classes, classes);
    rows++;
  }

  float get(int row, int c) {
    return pieces.get(row >> shift)[(row & ((1 << shift) - 1)) * classes + c];
  }

  /// Writes the keys ([Ranking#falling]) of classes `from` to `to` − 1 for a few rows of the table,
  /// those at `at[first]` to `at[end − 1]`: each class's keys to its column of `height` numbers.
  void columns(int[] at, int first, int end, int from, int to, int[] columns, int height) {
    float[][] piece = new float[end - first][];
    int[] start = new int[end - first];
    for (int i = first; i < end; i++) {
      piece[i - first] = pieces.get(at[i] >> shift);
      start[i - first] = (at[i] & ((1 << shift) - 1)) * classes;
    }
    for (int c = from; c < to; c++) {
      int column = (c - from) * height;
      for (int i = first; i < end; i++) {
        columns[column + i] = Ranking.falling(piece[i - first][start[i - first] + c]);
      }
    }
  }
}
