package dev.recur.nn;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import dev.recur.kernel.DeviceKernels;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// The loop over time of a layer on an accelerator: what [Recurrence] and [BackThroughTime] are on
/// the CPU, with the same bits.
///
///     gates = x·Wxᵀ + b, for all steps at once          DeviceGateInput
///     for each step: h, c = cell(gates, hPrev, cPrev)   DeviceCell
///
/// A step is one launch, in which a thread computes all gates of a unit (two launches where a cell
/// needs a product of its own results). Backward, all steps keep their gradients, so that the sums
/// over the steps are one launch for each parameter; they add up in the order of the chunks that
/// the CPU goes back in.
final class DeviceLoop {
  private final DeviceKernels k;
  private final Accelerator on;
  private final Tape tape;
  private final List<? extends Cell> cells;
  private final Packing packing;
  private final Tensor y;
  private final DeviceDirection[] directions;
  private final DeviceGateInput input;

  DeviceLoop(DeviceKernels k, Tape tape, List<? extends Cell> cells, PackedSequence x) {
    this.k = k;
    on = k.accelerator();
    this.tape = tape;
    this.cells = cells;
    packing = x.packing();
    y = tape.unwritten(packing.total(), cells.size() * cells.getFirst().outputSize());
    directions = new DeviceDirection[cells.size()];
    for (int d = 0; d < directions.length; d++) {
      directions[d] = new DeviceDirection(k, cells.get(d), packing, y, d);
    }
    input = DeviceGateInput.of(k, x, cells, tape);
  }

  /// Runs the layer, as [Recurrence#run] does.
  Recurrence.Result run(List<Tensor> h0, List<Tensor> c0, int truncate) {
    List<Tensor> hN = new ArrayList<>();
    List<Tensor> cN = new ArrayList<>();
    for (int d = 0; d < directions.length; d++) {
      DeviceDirection direction = directions[d];
      direction.start(h0.isEmpty() ? null : h0.get(d), c0.isEmpty() ? null : c0.get(d));
      input.project(d, direction.saved, direction.savedStride);
      direction.forward();
      hN.add(direction.hN);
      if (direction.cN != null) {
        cN.add(direction.cN);
      }
    }
    List<Tensor> outputs = new ArrayList<>(hN);
    outputs.add(y);
    outputs.addAll(cN);
    tape.record(outputs, wanted(h0, c0), () -> backward(h0, c0, truncate));
    return new Recurrence.Result(y, hN, cN, List.of());
  }

  /// Whether anything that the result was computed from requires a gradient.
  private boolean wanted(List<Tensor> h0, List<Tensor> c0) {
    return input.wanted()
        || h0.stream().anyMatch(h -> h.storage().wanted)
        || c0.stream().anyMatch(c -> c.storage().wanted)
        || cells.stream()
            .anyMatch(c -> c.parameters().values().stream().anyMatch(p -> !p.frozen()));
  }

  private void backward(List<Tensor> h0, List<Tensor> c0, int truncate) {
    DeviceSums[] sums = new DeviceSums[directions.length];
    DeviceArray dy = y.storage().gradientOn(on);
    for (int d = 0; d < directions.length; d++) {
      DeviceDirection direction = directions[d];
      direction.backward(dy, truncate);
      sums[d] = new DeviceSums(k, tape.arena(), direction);
      direction.cell.recurrentSums(sums[d]);
      input.backward(d, sums[d]);
    }
    for (int d = 0; d < directions.length; d++) {
      if (!h0.isEmpty() && h0.get(d).storage().wanted) {
        h0.get(d).storage().contribute(directions[d].firstGradient(truncate));
      }
      if (!c0.isEmpty() && c0.get(d).storage().wanted) {
        c0.get(d).storage().contribute(directions[d].dc());
      }
    }
    input.end();
  }
}
