package dev.recur.nn;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import dev.recur.kernel.Arena;
import dev.recur.kernel.DeviceKernels;
import dev.recur.kernel.DeviceKernels.Matrix;
import dev.recur.kernel.Occurrences;
import dev.recur.kernel.TableLookup;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// The input of a layer's gates, x·Wxᵀ + b, and its backward pass, on an accelerator: what
/// [GateInput] is on the CPU.
///
/// In the order of the calls: [#project] for each direction; then, if there is a backward pass,
/// [#backward] for each direction, and [#end].
abstract sealed class DeviceGateInput permits DeviceGateInput.Steps, DeviceGateInput.Distinct {
  final DeviceKernels k;
  final Accelerator on;
  final Arena arena;
  final List<? extends Cell> cells;
  final int inputs;

  private DeviceGateInput(DeviceKernels k, List<? extends Cell> cells, Tape tape) {
    this.k = k;
    this.cells = cells;
    on = k.accelerator();
    arena = tape.arena();
    inputs = cells.getFirst().inputSize();
  }

  /// Multiplies equal rows once where the CPU does, as the bits backward depend on it.
  static DeviceGateInput of(
      DeviceKernels k, PackedSequence x, List<? extends Cell> cells, Tape tape) {
    Optional<TableLookup> lookup = x.lookup();
    return lookup.isPresent() && GateInput.merges(lookup.get(), x.packing())
        ? new Distinct(k, lookup.get(), cells, tape)
        : new Steps(k, x.data(), cells, tape);
  }

  /// to = x·Wxᵀ + b, for n rows
  final void product(int direction, int n, DeviceArray x, Matrix to) {
    Cell cell = cells.get(direction);
    int columns = columns(direction);
    Matrix weights = new Matrix(cell.weightIh.transposedOn(k), 0, columns);
    k.product(n, columns, inputs, new Matrix(x, 0, inputs), weights, start(cell), to);
  }

  /// b, the sum of the biases that the gates start from.
  private DeviceArray start(Cell cell) {
    int columns = cell.gates() * cell.hiddenSize();
    DeviceArray start = k.take(arena, columns);
    Parameter bx = cell.biasIh;
    Parameter bh = cell.biasHh;
    if (bx == null || bh == null) {
      k.fill(columns, 0f, start, 0);
    } else {
      k.line(
          "startBias",
          columns,
          1,
          columns,
          cell.columnsOfBothBiases(),
          bx.storage().valuesOn(on),
          bh.storage().valuesOn(on),
          start);
    }
    return start;
  }

  /// dx = da·Wx, for n rows
  final DeviceArray gradient(int direction, int n, Matrix da) {
    DeviceArray dx = k.take(arena, Math.multiplyExact(n, inputs));
    Matrix weights = new Matrix(cells.get(direction).weightIh.storage().valuesOn(on), 0, inputs);
    k.product(n, inputs, columns(direction), da, weights, null, new Matrix(dx, 0, inputs));
    return dx;
  }

  final int columns(int direction) {
    return cells.get(direction).gates() * cells.get(direction).hiddenSize();
  }

  /// Whether x requires a gradient.
  abstract boolean wanted();

  /// The first columns of saved = x·Wxᵀ + b, for all steps.
  abstract void project(int direction, DeviceArray saved, int stride);

  /// The gradients of Wx and bx, and dx.
  ///
  /// @param sums the sums of the direction, over all steps
  abstract void backward(int direction, DeviceSums sums);

  /// Ends the backward pass: x gets its gradient.
  abstract void end();

  /// A product for each step.
  static final class Steps extends DeviceGateInput {
    private final Tensor x;
    private final DeviceArray[] gradients;

    Steps(DeviceKernels k, Tensor x, List<? extends Cell> cells, Tape tape) {
      super(k, cells, tape);
      this.x = x;
      gradients = new DeviceArray[cells.size()];
    }

    @Override
    boolean wanted() {
      return x.storage().wanted;
    }

    @Override
    void project(int direction, DeviceArray saved, int stride) {
      product(direction, x.size(0), x.storage().valuesOn(on), new Matrix(saved, 0, stride));
    }

    @Override
    void backward(int d, DeviceSums sums) {
      Cell cell = cells.get(d);
      DeviceDirection direction = sums.direction();
      if (wanted()) {
        Matrix da = new Matrix(direction.d(), 0, direction.gradientStride());
        gradients[d] = gradient(d, x.size(0), da);
      }
      Matrix rows = new Matrix(x.storage().valuesOn(on), 0, inputs);
      sums.product(cell.weightIh, 0, columns(d), 0, new DeviceSums.Factor(rows, inputs));
      sums.bias(cell.biasIh, 0, columns(d), 0);
    }

    @Override
    void end() {
      for (int d = 0; wanted() && d < gradients.length; d++) {
        x.storage().contribute(gradients[d]);
      }
    }
  }

  /// A product for each distinct row of a table: see [GateInput.Distinct].
  static final class Distinct extends DeviceGateInput {
    private final TableLookup lookup;

    /// The distinct rows, (distinct, I).
    private final DeviceArray x;

    /// da_u of each direction, (distinct, G·H).
    private final DeviceArray[] gradients;

    Distinct(DeviceKernels k, TableLookup lookup, List<? extends Cell> cells, Tape tape) {
      super(k, cells, tape);
      this.lookup = lookup;
      gradients = new DeviceArray[cells.size()];
      x = k.take(arena, Math.multiplyExact(lookup.distinct, inputs));
      k.gatherRows(
          lookup.distinct,
          inputs,
          k.ints(arena, lookup.ids, lookup.distinct),
          new Matrix(lookup.table.valuesOn(on), 0, inputs),
          new Matrix(x, 0, inputs));
    }

    @Override
    boolean wanted() {
      return lookup.wanted;
    }

    @Override
    void project(int direction, DeviceArray saved, int stride) {
      int columns = columns(direction);
      DeviceArray products = k.take(arena, Math.multiplyExact(lookup.distinct, columns));
      product(direction, lookup.distinct, x, new Matrix(products, 0, columns));
      k.gatherRows(
          lookup.count,
          columns,
          k.ints(arena, lookup.index, lookup.count),
          new Matrix(products, 0, columns),
          new Matrix(saved, 0, stride));
    }

    @Override
    void backward(int d, DeviceSums sums) {
      int columns = columns(d);
      DeviceArray da = k.take(arena, Math.multiplyExact(lookup.distinct, columns));
      k.fill(lookup.distinct * columns, 0f, da, 0);
      Occurrences rows = Occurrences.ordered(lookup.index, sums.order());
      DeviceDirection direction = sums.direction();
      k.addRows(
          arena, rows, columns, direction.d(), direction.gradientStride(), da); // da_u += Σ da
      gradients[d] = da;
    }

    @Override
    void end() {
      for (int d = 0; d < gradients.length; d++) {
        Cell cell = cells.get(d);
        int columns = columns(d);
        Matrix da = new Matrix(gradients[d], 0, columns);
        if (wanted()) {
          lookup.addGradient(gradient(d, lookup.distinct, da));
        }
        DeviceArray all = k.ints(arena, new int[] {0, lookup.distinct}, 2);
        if (!cell.weightIh.frozen()) {
          DeviceArray dw = cell.weightIh.gradients().parameterGradientOn(on);
          k.sums(columns, inputs, 1, all, da, new Matrix(x, 0, inputs), dw, 0);
        }
        Parameter bias = cell.biasIh;
        if (bias != null && !bias.frozen()) {
          k.columnSums(columns, 1, all, da, bias.gradients().parameterGradientOn(on), 0);
        }
      }
    }
  }
}
