package dev.recur.check;

import dev.recur.data.Dataset;
import dev.recur.data.Row;
import java.util.Arrays;
import java.util.List;

/// Finds the first row with given texts. It holds eight bytes for each row and no texts: rows are
/// sorted by a hash, and those with the same hash are compared.
final class TextIndex {
  private final Dataset data;
  private final List<String> columns;
  private final long[] keys; // the hash of a row, then its position

  TextIndex(Dataset data, List<String> columns) {
    this.data = data;
    this.columns = columns;
    this.keys = new long[data.size()];
    Arrays.setAll(keys, i -> key(data.row(i)) | i);
    Arrays.sort(keys);
  }

  private long key(Row row) {
    int hash = 0;
    for (String column : columns) {
      hash = 31 * hash + row.text(column).hashCode();
    }
    return (long) hash << Integer.SIZE;
  }

  /// The position of the first row with the same texts as this one; -1 if there is none.
  int first(Row row) {
    long key = key(row);
    int at = Arrays.binarySearch(keys, key);
    for (int k = at < 0 ? -at - 1 : at;
        k < keys.length && keys[k] >> Integer.SIZE == key >> Integer.SIZE;
        k++) {
      int position = (int) keys[k];
      if (isSame(data.row(position), row)) {
        return position;
      }
    }
    return -1;
  }

  private boolean isSame(Row one, Row other) {
    return columns.stream().allMatch(column -> one.text(column).equals(other.text(column)));
  }
}
