package dev.recur.loss;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import dev.recur.kernel.Arena;
import dev.recur.kernel.DeviceKernels;
import dev.recur.kernel.Kernels;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;

/// [CrossEntropyLoss] of target classes on an accelerator: a thread computes a row, and backward an
/// element.
final class DeviceCrossEntropy {
  private final Accelerator on;
  private final DeviceKernels k;
  private final CrossEntropyLoss options;
  private final Tensor x;
  private final ClassTargets y;
  private final DeviceArray weights;
  private final DeviceArray rowWeights;
  private final DeviceArray targets;
  private final DeviceArray logp;
  private final float denominator;

  DeviceCrossEntropy(Accelerator on, CrossEntropyLoss options, Tensor x, ClassTargets y) {
    this.on = on;
    this.options = options;
    this.x = x;
    this.y = y;
    k = DeviceKernels.on(on);
    Tape tape = x.tape();
    Arena arena = tape.arena();
    denominator = y.denominator(tape.workers().kernels(), options.reduction());
    weights = k.floats(arena, y.weights, y.classes);
    rowWeights = k.floats(arena, y.rowWeights, y.rows);
    int[] rows = new int[y.rows];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = y.ignored(r) ? -1 : y.targets[r];
    }
    targets = k.ints(arena, rows, rows.length);
    logp = k.take(arena, x.count());
  }

  Tensor forward() {
    Tape tape = x.tape();
    boolean none = options.reduction() == Reduction.NONE;
    Tensor loss = none ? tape.unwritten(y.rows) : tape.unwritten();
    DeviceArray value = loss.storage().writtenOn(on);
    DeviceArray e = none ? value : k.take(tape.arena(), y.rows);
    k.line(
        "crossEntropy",
        y.rows,
        1,
        y.rows,
        y.classes,
        options.kept(),
        options.spread(y.classes),
        weights,
        rowWeights,
        targets,
        x.storage().valuesOn(on),
        logp,
        e);
    if (!none) {
      k.meanOf(y.rows, divisor(), e, value);
    }
    tape.record(loss, x.storage().wanted, () -> backward(loss));
    return loss;
  }

  private void backward(Tensor loss) {
    Kernels host = x.tape().workers().kernels();
    DeviceArray dx = x.storage().unwrittenContributionOn(on);
    k.line(
        "crossEntropyGradient",
        y.classes,
        y.rows,
        y.rows,
        y.classes,
        options.kept(),
        options.spread(y.classes),
        host.sum(y.classes, y.weights, 0), // Σ_c w_c
        options.reduction() == Reduction.NONE ? 0 : 1,
        divisor(),
        loss.storage().reachedGradientOn(on),
        weights,
        rowWeights,
        targets,
        logp,
        dx);
    x.storage().contribute(dx);
  }

  private float divisor() {
    return options.reduction() == Reduction.MEAN ? denominator : 1;
  }
}
