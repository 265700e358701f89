package dev.recur.kernel;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Working memory that a kernel borrows for the length of one call, so that kernels allocate
/// nothing once they have run and still may be called by any number of threads.
///
/// A kernel that throws keeps what it borrowed; the next one makes another.
final class Scratch {
  /// Elements that the scalar polynomials handle at a time.
  static final int BLOCK = 512;

  // Two for each: a kernel may call another while it holds its own.
  private static final int SLOTS = 64;
  private static final AtomicReferenceArray<@Nullable Scratch> FREE =
      new AtomicReferenceArray<>(2 * SLOTS);

  final float[] lanes = new float[Lanes.COUNT];
  final float[] block = new float[BLOCK];
  final float[] reduced = new float[BLOCK];
  final float[] powers = new float[BLOCK];

  /// A tile of C at the right edge of a product, with all its columns.
  final float[] edge = new float[8 * PackedMatrix.PANEL];

  private float[] rows = {};
  private float[] columns = {};
  private float[][] matrix = {};
  private float[] first = {};
  private float[][] fourRows = {};
  private int[] list = {};
  private double[] numbers = {};

  private Scratch() {}

  static Scratch borrow() {
    int slot = slot();
    Scratch found = FREE.getAndSet(slot, null);
    if (found == null) {
      found = FREE.getAndSet(slot + SLOTS, null);
    }
    return found == null ? new Scratch() : found;
  }

  void giveBack() {
    int slot = slot();
    if (!FREE.compareAndSet(slot, null, this)) {
      FREE.set(slot + SLOTS, this);
    }
  }

  // Threads that meet at the same slot sometimes lose a scratch, nothing else.
  private static int slot() {
    return (int) Thread.currentThread().threadId() & (SLOTS - 1);
  }

  /// Rows of A, side by side in memory.
  float[] rows(int length) {
    rows = atLeast(length, rows);
    return rows;
  }

  /// Columns of B in panels.
  float[] columns(int length) {
    columns = atLeast(length, columns);
    return columns;
  }

  /// Rows of B, each an array of its own.
  float[][] matrix(int rows, int length) {
    int high = matrix.length;
    int wide = high == 0 ? 0 : matrix[0].length;
    if (high < rows || wide < length) {
      matrix = new float[Math.max(rows, high)][Math.max(length, wide)];
    }
    return matrix;
  }

  /// A row of C.
  float[] first(int length) {
    first = atLeast(length, first);
    return first;
  }

  /// Four rows of C, each an array of its own. With its header of 16 bytes each fills whole cache
  /// lines: so they begin at the same place within a line, and the JIT, which aligns one, aligns
  /// all.
  float[][] fourRows(int length) {
    if (fourRows.length == 0 || fourRows[0].length < length) {
      fourRows = new float[4][(length + 15) / 16 * 16 + 12];
    }
    return fourRows;
  }

  /// The indices of these rows, of which there are `count`, in increasing order.
  int[] list(BitSet rows, int count) {
    if (list.length < count) {
      list = new int[count];
    }
    for (int r = rows.nextSetBit(0), i = 0; r >= 0; r = rows.nextSetBit(r + 1)) {
      list[i++] = r;
    }
    return list;
  }

  /// At least this many numbers, with arbitrary content.
  double[] numbers(int length) {
    if (numbers.length < length) {
      numbers = new double[length];
    }
    return numbers;
  }

  private static float[] atLeast(int length, float[] old) {
    return old.length >= length ? old : new float[length];
  }
}
