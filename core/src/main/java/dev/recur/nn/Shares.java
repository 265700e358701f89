package dev.recur.nn;

import dev.recur.tensor.Workers;

/// The work on a part of n rows or columns: on `count` of them, from `first` on.
interface Shares {
  void run(int first, int count);

  /// Divides n rows or columns among the workers.
  static void run(Workers workers, int n, Shares part) {
    int parts = workers.threads();
    workers.run(
        parts,
        i -> {
          int first = Sums.cut(n, i, parts);
          int count = Sums.cut(n, i + 1, parts) - first;
          if (count > 0) {
            part.run(first, count);
          }
        });
  }
}
