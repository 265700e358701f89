package dev.recur.kernel;

import java.util.function.IntConsumer;

/// Updates of a table's rows that an optimiser has deferred, because the rows were in no batch: due
/// before the rows are read. They are computed with the kernels of the step that deferred them.
public interface PutOff {
  /// Brings these rows up to date, with the same bits as updates in time. Several threads may call
  /// it at once.
  ///
  /// @param rows the first `count` of these, in any order
  /// @param run computes tasks 0 to n − 1, on one thread or several
  void catchUp(int[] rows, int count, Runner run);

  /// Brings every row up to date.
  void catchUpAll();

  /// Returns a copy of the table in which every row is up to date; the table itself is unchanged.
  float[] caughtUpCopy();

  /// Computes the tasks 0 to count − 1.
  interface Runner {
    /// Returns when all tasks are done.
    void run(int count, IntConsumer task);
  }
}
