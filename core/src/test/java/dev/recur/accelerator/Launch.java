package dev.recur.accelerator;

import dev.recur.accelerator.Accelerator.Group;
import java.util.function.IntConsumer;

/// One launch of a kernel on a [HostAccelerator]: its arguments, taken one after the other in the
/// order of its parameters, and its threads.
final class Launch {
  /// How many elements of a product a thread computes along a row, and as many along a column.
  private static final int ELEMENTS = 4;

  private final HostAccelerator on;
  private final String kernel;
  private final Group group;
  private final int columns;
  private final int rows;
  private final boolean backward;
  private final Object[] arguments;
  private int used;

  /// @param backward whether the last thread runs first
  Launch(
      HostAccelerator on,
      String kernel,
      Group group,
      int columns,
      int rows,
      boolean backward,
      Object... arguments) {
    this.on = on;
    this.kernel = kernel;
    this.group = group;
    this.columns = columns;
    this.rows = rows;
    this.backward = backward;
    this.arguments = arguments;
  }

  /// An element, or what else has a row and a column.
  interface Element {
    void compute(int row, int column);
  }

  /// The next argument, an `int`.
  int integer() {
    return next(Integer.class);
  }

  /// The next argument, a `float`.
  float number() {
    return next(Float.class);
  }

  /// The next argument, a `const float *`.
  float[] input() {
    return on.floatsToRead(next(DeviceArray.class));
  }

  /// The next argument, a `const int *`.
  int[] indices() {
    return on.ints(next(DeviceArray.class));
  }

  /// The next argument, a `float *`.
  float[] output() {
    return on.floatsToWrite(next(DeviceArray.class));
  }

  private <T> T next(Class<T> type) {
    if (used == arguments.length) {
      throw new IllegalStateException(
          "the kernel %s has more than %s parameters".formatted(kernel, used));
    }
    Object argument = arguments[used++];
    if (!type.isInstance(argument)) {
      throw new IllegalStateException(
          "the kernel %s, argument %s: expected %s, got %s"
              .formatted(kernel, used, type.getSimpleName(), argument));
    }
    return type.cast(argument);
  }

  void requireAllUsed() {
    if (used < arguments.length) {
      throw new IllegalStateException(
          "the kernel %s has %s parameters, got %s arguments"
              .formatted(kernel, used, arguments.length));
    }
  }

  /// A thread for each of n elements.
  void line(int n, IntConsumer element) {
    require(Group.LINE);
    if (rows != 1) {
      throw new IllegalStateException("the kernel %s has one row of threads".formatted(kernel));
    }
    each(Math.min(n, columns), element);
  }

  /// A thread for each element of this many rows and columns.
  void grid(int ofRows, int ofColumns, Element element) {
    require(Group.LINE);
    each(
        Math.min(ofRows, rows),
        r -> each(Math.min(ofColumns, columns), j -> element.compute(r, j)));
  }

  /// The rows of a product (m, n) for which there are threads, and how many columns of them.
  void tiles(int m, int n, Element row) {
    require(Group.TILE);
    if (columns % Group.TILE.columns() != 0 || rows % Group.TILE.rows() != 0) {
      throw new IllegalStateException("the kernel %s is launched in whole tiles".formatted(kernel));
    }
    int width = Math.min(n, ELEMENTS * columns);
    each(Math.min(m, ELEMENTS * rows), i -> row.compute(i, width));
  }

  /// A group of 16 · 16 threads for each of this many rows.
  void groups(int ofRows, IntConsumer row) {
    require(Group.TILE);
    if (columns != Group.TILE.columns() || rows != ofRows * Group.TILE.rows()) {
      throw new IllegalStateException("the kernel %s has a group for each row".formatted(kernel));
    }
    each(ofRows, row);
  }

  /// 16 threads for each row.
  void lanes(IntConsumer row) {
    require(Group.LANES);
    if (columns != Group.LANES.columns()) {
      throw new IllegalStateException("the kernel %s has 16 threads a row".formatted(kernel));
    }
    each(rows, row);
  }

  private void each(int n, IntConsumer thread) {
    for (int i = 0; i < n; i++) {
      thread.accept(backward ? n - 1 - i : i);
    }
  }

  private void require(Group expected) {
    if (group != expected) {
      throw new IllegalStateException(
          "the kernel %s is for groups %s, got %s".formatted(kernel, expected, group));
    }
  }
}
