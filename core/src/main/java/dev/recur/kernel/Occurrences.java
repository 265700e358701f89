package dev.recur.kernel;

import java.util.Arrays;

/// Which ids occur, and where, in order.
public final class Occurrences {
  final int[] ids;
  final int[] starts;
  final int[] order;

  private Occurrences(int[] ids, int[] starts, int[] order) {
    this.ids = ids;
    this.starts = starts;
    this.order = order;
  }

  /// The occurrences of the first n of these ids, without one that is left out.
  public static Occurrences of(int[] all, int n, int leftOut) {
    long[] pairs = new long[n];
    int count = 0;
    for (int i = 0; i < n; i++) {
      if (all[i] != leftOut) {
        pairs[count++] = (long) all[i] << 32 | i;
      }
    }
    Arrays.sort(pairs, 0, count);
    int[] ids = new int[count];
    int[] starts = new int[count + 1];
    int[] order = new int[count];
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      int id = (int) (pairs[i] >> 32);
      order[i] = (int) pairs[i];
      if (i == 0 || id != ids[distinct - 1]) {
        ids[distinct] = id;
        starts[distinct++] = i;
      }
    }
    starts[distinct] = count;
    return new Occurrences(
        Arrays.copyOf(ids, distinct), Arrays.copyOf(starts, distinct + 1), order);
  }

  /// Like [#of], in another order: that of positions.
  ///
  /// @param positions the places in `all` that count, in the order in which they are added
  public static Occurrences ordered(int[] all, int[] positions) {
    int[] inOrder = new int[positions.length];
    for (int i = 0; i < positions.length; i++) {
      inOrder[i] = all[positions[i]];
    }
    Occurrences found = of(inOrder, positions.length, -1);
    for (int i = 0; i < found.order.length; i++) {
      found.order[i] = positions[found.order[i]];
    }
    return found;
  }

  /// How many ids occur.
  public int count() {
    return ids.length;
  }

  /// One of them; they rise.
  public int id(int u) {
    return ids[u];
  }
}
