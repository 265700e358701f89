package dev.recur.kernel;

import dev.recur.accelerator.DeviceArray;
import java.util.Arrays;

/// The result of a table lookup: a matrix of table rows, many of them repeated, with their indices,
/// so that work on equal rows can be done once.
///
/// Shapes: table (V, width) · the matrix (N, width), with row n equal to row `ids[index[n]]` of the
/// table · distinct ids, in the order of their first appearance.
public final class TableLookup {
  private static final int HASH = 0x9E3779B9; // 2³² over the golden ratio

  /// The table.
  public final Storage table;

  /// The number of columns.
  public final int width;

  /// The id of each row of the matrix; the array may be longer.
  public final int[] all;

  /// The ids that occur, [#distinct] of them.
  public final int[] ids;

  /// The number of distinct ids.
  public final int distinct;

  /// The number of rows of the matrix: N.
  public final int count;

  /// For each row of the matrix the place of its id in [#ids]; the array may be longer.
  public final int[] index;

  /// Whether the table requires a gradient.
  public final boolean wanted;

  private final Gradient gradient;

  /// Receives the gradient of the distinct rows.
  public interface Gradient {
    /// Adds it to that of the table.
    ///
    /// @param d shape (distinct, width): for each id the sum over all rows with this id
    void add(TableLookup rows, float[] d);

    /// The same for a gradient on an accelerator.
    default void add(TableLookup rows, DeviceArray d) {
      float[] copy = new float[rows.distinct * rows.width];
      d.owner().download(d, copy.length, copy);
      add(rows, copy);
    }
  }

  /// Finds which of n ids are equal.
  public TableLookup(
      Arena arena, Storage table, int width, int[] all, int n, boolean wanted, Gradient gradient) {
    this.table = table;
    this.width = width;
    this.all = all;
    this.wanted = wanted;
    count = n;
    this.gradient = gradient;
    ids = arena.takeInts(n);
    index = arena.takeInts(n);
    int bits = Math.max(4, 33 - Integer.numberOfLeadingZeros(n)); // at most half full
    int mask = (1 << bits) - 1;
    int[] places = arena.takeInts(mask + 1);
    Arrays.fill(places, 0, mask + 1, -1);
    int found = 0;
    for (int i = 0; i < n; i++) {
      int slot = (all[i] * HASH) >>> (32 - bits);
      while (places[slot] >= 0 && ids[places[slot]] != all[i]) {
        slot = (slot + 1) & mask;
      }
      if (places[slot] < 0) {
        ids[found] = all[i];
        places[slot] = found++;
      }
      index[i] = places[slot];
    }
    distinct = found;
  }

  /// Copies the distinct rows: shape (distinct, width).
  public float[] gather(Arena arena) {
    float[] rows = arena.take(distinct * width);
    float[] from = table.values();
    for (int u = 0; u < distinct; u++) {
      System.arraycopy(from, ids[u] * width, rows, u * width, width);
    }
    return rows;
  }

  /// Passes the gradient of the distinct rows on to the table.
  public void addGradient(float[] d) {
    gradient.add(this, d);
  }

  /// Passes the gradient of the distinct rows, computed on an accelerator, on to the table.
  public void addGradient(DeviceArray d) {
    gradient.add(this, d);
  }
}
