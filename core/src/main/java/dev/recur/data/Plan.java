package dev.recur.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// Cuts rows in a given order into batches, none of them empty.
final class Plan {
  private final IntUnaryOperator cost; // of a row
  private final long budget; // of a batch

  /// Cuts into batches of the options' rows or tokens, or, for pools, into `batches` times as many.
  Plan(EncodedDataset data, BatchOptions options, int batches) {
    boolean tokens = options.tokenBudget().isPresent();
    this.cost = tokens ? data::length : row -> 1;
    this.budget =
        (long) batches * (tokens ? options.tokenBudget() : options.batchSize()).getAsInt();
  }

  List<int[]> cut(int[] order) {
    List<int[]> batches = new ArrayList<>();
    long spent = 0;
    int from = 0;
    for (int i = 0; i < order.length; i++) {
      int next = cost.applyAsInt(order[i]);
      if (i > from && spent + next > budget) {
        batches.add(Arrays.copyOfRange(order, from, i));
        from = i;
        spent = 0;
      }
      spent += next;
    }
    if (from < order.length) {
      batches.add(Arrays.copyOfRange(order, from, order.length));
    }
    return batches;
  }
}
