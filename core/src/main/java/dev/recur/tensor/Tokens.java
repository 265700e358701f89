package dev.recur.tensor;

/// A batch of token ids: rows of different lengths, without padding, in the order of the batch.
///
/// Each row has its id in the data set, so that its dropout masks do not depend on its place in the
/// batch.
///
/// {@snippet class="TensorExamples" region="tokens"}
public final class Tokens {
  private final int[][] rows;
  private final long[] rowIds;
  private final int total;

  /// Rows whose ids are their positions in the batch.
  ///
  /// @param rows the token ids of each row, at least one; the arrays are not copied
  public Tokens(int[][] rows) {
    this(rows, positions(rows.length));
  }

  /// Rows with their ids in the data set.
  ///
  /// @param rows the token ids of each row, at least one; the arrays are not copied
  /// @param rowIds one id for each row
  public Tokens(int[][] rows, long[] rowIds) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("a batch of tokens needs at least one row, got none");
    }
    if (rows.length != rowIds.length) {
      throw new IllegalArgumentException(
          "expected one row id for each of %s rows, got %s".formatted(rows.length, rowIds.length));
    }
    int sum = 0;
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length == 0) {
        throw new IllegalArgumentException(
            "row %s has no tokens: expected at least one (an empty text becomes <unk>)"
                .formatted(i));
      }
      sum = Math.addExact(sum, rows[i].length);
    }
    this.rows = rows;
    this.rowIds = rowIds;
    this.total = sum;
  }

  /// The number of rows: B.
  public int rows() {
    return rows.length;
  }

  /// The number of tokens of a row.
  public int length(int row) {
    return rows[row].length;
  }

  /// The number of tokens of each row.
  public int[] lengths() {
    int[] lengths = new int[rows.length];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = rows[i].length;
    }
    return lengths;
  }

  /// The id of the token of a row at a step.
  public int id(int row, int step) {
    return rows[row][step];
  }

  /// A copy of the token ids of a row.
  public int[] row(int row) {
    return rows[row].clone();
  }

  /// The id of a row in its data set.
  public long rowId(int row) {
    return rowIds[row];
  }

  /// The ids of all rows in their data set.
  public long[] rowIds() {
    return rowIds.clone();
  }

  /// The number of tokens of all rows: N.
  public int total() {
    return total;
  }

  private static long[] positions(int n) {
    long[] ids = new long[n];
    for (int i = 0; i < n; i++) {
      ids[i] = i;
    }
    return ids;
  }
}
