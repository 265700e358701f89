package dev.recur.nn;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import dev.recur.kernel.Arena;
import dev.recur.kernel.DeviceKernels;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;

/// The poolings on an accelerator: a thread computes one feature of one row.
final class DevicePooling {
  private final DeviceKernels k;
  private final Accelerator on;
  private final Tape tape;
  private final Packing packing;
  private final Tensor data;
  private final int rows;
  private final int columns;

  DevicePooling(DeviceKernels k, PackedSequence x) {
    this.k = k;
    on = k.accelerator();
    data = x.data();
    tape = data.tape();
    packing = x.packing();
    rows = packing.rows();
    columns = x.features();
  }

  /// The last step of each direction.
  Tensor last(boolean bidirectional) {
    Arena arena = tape.arena();
    int[] last = new int[rows];
    int[] first = new int[rows];
    for (int b = 0; b < rows; b++) {
      last[b] = packing.index(b, packing.length(b) - 1);
      first[b] = packing.index(b, 0);
    }
    DeviceArray lastOn = k.ints(arena, last, rows);
    DeviceArray firstOn = k.ints(arena, first, rows);
    int half = bidirectional ? columns / 2 : columns;
    Tensor y = tape.unwritten(rows, columns);
    launch(
        "lastPooling",
        half,
        lastOn,
        firstOn,
        data.storage().valuesOn(on),
        y.storage().writtenOn(on));
    tape.record(
        y,
        data.storage().wanted,
        () -> {
          DeviceArray dx = data.storage().unwrittenContributionOn(on);
          k.fill(data.count(), 0f, dx, 0);
          DeviceArray dy = y.storage().reachedGradientOn(on);
          launch("lastPoolingGradient", half, lastOn, firstOn, dy, dx);
          data.storage().contribute(dx);
        });
    return y;
  }

  /// The mean of each row's steps.
  Tensor mean() {
    DeviceSteps steps = new DeviceSteps(k, tape.arena(), packing);
    Tensor y = tape.unwritten(rows, columns);
    launch(
        "meanPooling",
        steps.starts,
        steps.places,
        steps.lengths,
        data.storage().valuesOn(on),
        y.storage().writtenOn(on));
    tape.record(
        y,
        data.storage().wanted,
        () -> {
          DeviceArray dx = data.storage().unwrittenContributionOn(on);
          DeviceArray dy = y.storage().reachedGradientOn(on);
          launch("meanPoolingGradient", steps.starts, steps.places, steps.lengths, dy, dx);
          data.storage().contribute(dx);
        });
    return y;
  }

  /// The largest value of each feature.
  Tensor max() {
    DeviceSteps steps = new DeviceSteps(k, tape.arena(), packing);
    Tensor y = tape.unwritten(rows, columns);
    launch(
        "maxPooling",
        steps.starts,
        steps.places,
        steps.lengths,
        data.storage().valuesOn(on),
        y.storage().writtenOn(on));
    tape.record(
        y,
        data.storage().wanted,
        () -> {
          DeviceArray dx = data.storage().unwrittenContributionOn(on);
          launch(
              "maxPoolingGradient",
              steps.starts,
              steps.places,
              steps.lengths,
              data.storage().valuesOn(on),
              y.storage().valuesOn(on),
              y.storage().reachedGradientOn(on),
              dx);
          data.storage().contribute(dx);
        });
    return y;
  }

  private void launch(String kernel, Object... arguments) {
    Object[] all = new Object[arguments.length + 2];
    all[0] = rows;
    all[1] = columns;
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    k.line(kernel, columns, rows, all);
  }
}
