package dev.recur.tensor;

/// A batch of token ids: rows of unequal length, without padding, in the iterator's order.
///
/// Each row carries its id in the data set, so that what is random about a row (a dropout mask)
/// follows the row wherever a batch puts it.
public final class Tokens {
  private final int[][] rows;
  private final long[] rowIds;
  private final int total;

  /// Rows whose ids are their positions.
  ///
  /// @param rows token ids of each row, none of them empty
  public Tokens(int[][] rows) {
    this(rows, positions(rows.length));
  }

  /// Rows with their ids in the data set.
  ///
  /// @param rows token ids of each row, none of them empty
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

  /// How many rows there are: B.
  public int rows() {
    return rows.length;
  }

  /// How many tokens a row has.
  public int length(int row) {
    return rows[row].length;
  }

  /// How many tokens each row has.
  public int[] lengths() {
    int[] lengths = new int[rows.length];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = rows[i].length;
    }
    return lengths;
  }

  /// The id of one token.
  public int id(int row, int step) {
    return rows[row][step];
  }

  /// A copy of a row's ids.
  public int[] row(int row) {
    return rows[row].clone();
  }

  /// The row's id in its data set.
  public long rowId(int row) {
    return rowIds[row];
  }

  /// The ids of all rows in their data set.
  public long[] rowIds() {
    return rowIds.clone();
  }

  /// How many tokens all rows have together: N.
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
