package dev.recur.nn;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import dev.recur.kernel.Arena;
import dev.recur.kernel.DeviceKernels;
import dev.recur.kernel.DeviceKernels.Matrix;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import org.jspecify.annotations.Nullable;

/// The gradients of the parameters that all steps share, on an accelerator: what [Sums] are on the
/// CPU, and in the same order. The chains run from chunk to chunk backward, and within a chunk
/// forward.
final class DeviceSums implements StepSums<DeviceSums.Factor> {
  private final DeviceKernels k;
  private final Accelerator on;
  private final DeviceDirection direction;
  private final int chunks;
  private final DeviceArray bounds;
  private final int[] boundsHere;
  private @Nullable DeviceArray previous;

  DeviceSums(DeviceKernels k, Arena arena, DeviceDirection direction) {
    this.k = k;
    on = k.accelerator();
    this.direction = direction;
    Packing packing = direction.packing;
    int[] rows = new int[2 * packing.steps()];
    int count = 0;
    for (int left = packing.steps(); left > 0; ) {
      int wanted = DirectionGradients.wanted(direction.cell);
      Chunk chunk = Chunk.before(direction.reverse, packing, left, wanted);
      rows[2 * count] = chunk.start(packing);
      rows[2 * count + 1] = chunk.start(packing) + chunk.rows(packing);
      count++;
      left -= chunk.steps();
    }
    chunks = count;
    boundsHere = rows;
    bounds = k.ints(arena, rows, 2 * count);
  }

  /// A matrix with a row for each row of each step.
  record Factor(Matrix rows, int columns) {}

  DeviceDirection direction() {
    return direction;
  }

  /// The rows of all steps in the order in which they are added.
  int[] order() {
    int[] order = new int[direction.packing.total()];
    int n = 0;
    for (int chunk = 0; chunk < chunks; chunk++) {
      for (int row = boundsHere[2 * chunk]; row < boundsHere[2 * chunk + 1]; row++) {
        order[n++] = row;
      }
    }
    return order;
  }

  @Override
  public Factor hPrev() {
    DeviceArray rows = previous;
    if (rows == null) {
      rows = direction.previous();
      previous = rows;
    }
    int out = direction.cell.outputSize();
    return new Factor(new Matrix(rows, 0, out), out);
  }

  @Override
  public Factor saved(int block) {
    int hidden = direction.cell.hiddenSize();
    return new Factor(new Matrix(direction.saved, block * hidden, direction.savedStride), hidden);
  }

  @Override
  public void product(@Nullable Parameter weight, int from, int to, int column, Factor x) {
    if (weight != null && !weight.frozen()) {
      DeviceArray dw = weight.gradients().parameterGradientOn(on);
      int n = x.columns;
      k.sums(to - from, n, chunks, bounds, d(column), x.rows, dw, from * n);
    }
  }

  @Override
  public void bias(@Nullable Parameter bias, int from, int to, int column) {
    if (bias != null && !bias.frozen()) {
      DeviceArray db = bias.gradients().parameterGradientOn(on);
      k.columnSums(to - from, chunks, bounds, d(column), db, from);
    }
  }

  private Matrix d(int column) {
    return new Matrix(direction.d(), column, direction.gradientStride());
  }
}
