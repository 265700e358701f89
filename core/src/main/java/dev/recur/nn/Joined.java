package dev.recur.nn;

import dev.recur.kernel.Arena;
import dev.recur.kernel.Kernels;
import dev.recur.kernel.PackedMatrix;
import dev.recur.tensor.Packing;

/// What one direction of a layer needs to compute a step's gates by one product over input and
/// state, [x, hPrev]·[Wx, Wh]ᵀ, instead of by two.
///
/// Each sum is the same chain, which goes on from x to hPrev, so it has the same bits; but gates
/// are read and written once instead of twice, and the fixed cost of each tile is paid once.
///
/// Shapes: xh (B, I + O), rows in packed order: the input of the current step and, beside it, the
/// running state.
final class Joined {
  // With fewer rows in a step, it is better to multiply the inputs of several steps at once.
  private static final int LEAST_ROWS = 16;

  // Longer sums are computed in blocks, each of which reads and writes the gates again.
  private static final int MOST_TERMS = 512;

  final float[] xh;
  final int inputs;
  final PackedMatrix weights;
  private final int outputs;

  Joined(Cell cell, Packing packing, Arena arena, Kernels kernels) {
    inputs = cell.inputSize();
    outputs = cell.outputSize();
    xh = arena.take(Math.multiplyExact(packing.rows(), columns()));
    weights = cell.weightIh.packedWith(cell.weightHh, kernels);
  }

  /// Whether one product is faster than two.
  ///
  /// @param blocks how many workers share the rows
  static boolean pays(Cell cell, Packing packing, int blocks) {
    return cell.joins()
        && cell.inputSize() + cell.outputSize() <= MOST_TERMS
        && packing.total() >= (long) LEAST_ROWS * packing.steps() * blocks;
  }

  /// How many columns xh has.
  int columns() {
    return inputs + outputs;
  }

  /// Copies the initial state of the rows first to last − 1.
  void begin(float[] state, int first, int last) {
    for (int p = first; p < last; p++) {
      System.arraycopy(state, p * outputs, xh, p * columns() + inputs, outputs);
    }
  }

  /// Copies their last state back.
  void end(float[] state, int first, int last) {
    for (int p = first; p < last; p++) {
      System.arraycopy(xh, p * columns() + inputs, state, p * outputs, outputs);
    }
  }
}
