package dev.recur.nn;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import dev.recur.kernel.Arena;
import dev.recur.kernel.DeviceKernels;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;

/// The parts of [AttentionPooling] that are not linear layers, on an accelerator.
///
/// Shapes: as there.
final class DeviceAttention {
  private final DeviceKernels k;
  private final Accelerator on;
  private final PackedSequence x;
  private final Packing packing;
  private final DeviceSteps steps;

  DeviceAttention(DeviceKernels k, PackedSequence x) {
    this.k = k;
    this.x = x;
    on = k.accelerator();
    packing = x.packing();
    steps = new DeviceSteps(k, x.tape().arena(), packing);
  }

  /// a = softmax over the steps of each row of s
  Tensor weights(Tensor s) {
    Tape tape = s.tape();
    int rows = packing.rows();
    Tensor a = tape.unwritten(packing.total());
    k.line(
        "attentionWeights",
        rows,
        1,
        rows,
        steps.starts,
        steps.places,
        steps.lengths,
        s.storage().valuesOn(on),
        a.storage().writtenOn(on));
    tape.record(
        a,
        s.storage().wanted,
        () -> {
          DeviceArray ds = s.storage().unwrittenContributionOn(on);
          k.line(
              "attentionWeightsGradient",
              rows,
              1,
              rows,
              steps.starts,
              steps.places,
              steps.lengths,
              a.storage().valuesOn(on),
              a.storage().reachedGradientOn(on),
              ds);
          s.storage().contribute(ds);
        });
    return a;
  }

  /// y = Σ_t a_t · x_t
  Tensor weighted(Tensor a) {
    Tape tape = a.tape();
    int rows = packing.rows();
    int columns = x.features();
    Tensor data = x.data();
    Tensor y = tape.unwritten(rows, columns);
    k.line(
        "attentionPooling",
        columns,
        rows,
        rows,
        columns,
        steps.starts,
        steps.places,
        steps.lengths,
        a.storage().valuesOn(on),
        data.storage().valuesOn(on),
        y.storage().writtenOn(on));
    tape.record(y, data.storage().wanted || a.storage().wanted, () -> backward(data, a, y));
    return y;
  }

  private void backward(Tensor data, Tensor a, Tensor y) {
    int total = packing.total();
    int columns = x.features();
    Arena arena = y.tape().arena();
    DeviceArray dy = y.storage().reachedGradientOn(on);
    DeviceArray owners = k.ints(arena, owners(), total);
    if (a.storage().wanted) {
      DeviceArray da = a.storage().unwrittenContributionOn(on);
      DeviceArray steps = data.storage().valuesOn(on);
      k.line("attentionStepGradient", total, 1, total, columns, owners, dy, steps, da);
      a.storage().contribute(da); // da_t = dy·x_t
    }
    if (data.storage().wanted) {
      DeviceArray dx = data.storage().unwrittenContributionOn(on);
      DeviceArray weights = a.storage().valuesOn(on);
      k.line("attentionInputGradient", columns, total, total, columns, owners, weights, dy, dx);
      data.storage().contribute(dx); // dx_t = a_t · dy
    }
  }

  /// The row of the batch that each row of the packed matrix belongs to.
  private int[] owners() {
    int[] owners = new int[packing.total()];
    for (int b = 0; b < packing.rows(); b++) {
      for (int t = 0; t < packing.length(b); t++) {
        owners[packing.index(b, t)] = b;
      }
    }
    return owners;
  }
}
