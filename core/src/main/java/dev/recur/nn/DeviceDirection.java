package dev.recur.nn;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import dev.recur.kernel.Arena;
import dev.recur.kernel.DeviceKernels;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// One direction of a layer on an accelerator: what its steps save, and the loop itself.
///
/// Shapes: saved (N, savedBlocks·H), of which the first G·H columns start as x·Wᵀ + b · cPrev (N,
/// H) · y (N, D·O), shared by the directions · first, hN (B, O), cN (B, H), rows in packed order ·
/// d (N, gradientBlocks·H, and O more for a projection), which has da · dh (B, O), dc (B, H), the
/// gradients of the last states and then what [DeviceCell] keeps there.
final class DeviceDirection {
  final DeviceKernels k;
  final Cell cell;
  final Packing packing;
  final boolean reverse;
  final DeviceArray saved;
  final int savedStride;
  final DeviceArray y;
  final int yStride;
  final int yColumn;
  final Tensor hN;
  final @Nullable Tensor cN;

  /// h of the last step of each row so far; hN in the end.
  final DeviceArray state;

  /// c likewise; any array for a cell without one.
  final DeviceArray c;

  final DeviceArray cPrev;
  final DeviceArray first;

  private final Accelerator on;
  private final Arena arena;
  private final DeviceCell steps;

  private @Nullable Back back;

  DeviceDirection(DeviceKernels k, Cell cell, Packing packing, Tensor y, int direction) {
    this.k = k;
    this.cell = cell;
    this.packing = packing;
    on = k.accelerator();
    arena = y.tape().arena();
    reverse = direction == 1;
    int n = packing.total();
    int hidden = cell.hiddenSize();
    int out = cell.outputSize();
    savedStride = cell.savedBlocks() * hidden;
    saved = k.take(arena, Math.multiplyExact(n, savedStride));
    this.y = y.storage().writtenOn(on);
    yStride = y.size(1);
    yColumn = direction * out;
    hN = y.tape().unwritten(packing.rows(), out);
    state = hN.storage().writtenOn(on);
    boolean two = cell.states() > 1;
    cN = two ? y.tape().unwritten(packing.rows(), hidden) : null;
    c = cN == null ? state : cN.storage().writtenOn(on);
    cPrev = two ? k.take(arena, n * hidden) : state;
    first = k.take(arena, packing.rows() * out);
    steps = DeviceCell.of(this);
  }

  /// What the backward pass adds.
  private record Back(DeviceArray d, DeviceArray dh, DeviceArray dc, @Nullable DeviceArray dy) {}

  /// Sets the states to the initial ones, zeros if they are null.
  void start(@Nullable Tensor h0, @Nullable Tensor c0) {
    set(first, h0, packing.rows() * cell.outputSize());
    if (cN != null) {
      set(c, c0, packing.rows() * cell.hiddenSize());
    }
  }

  private void set(DeviceArray to, @Nullable Tensor from, int count) {
    if (from == null) {
      k.fill(count, 0f, to, 0);
    } else {
      k.copy(count, from.storage().valuesOn(on), 0, to, 0);
    }
  }

  /// All steps, when saved has x·Wᵀ + b.
  void forward() {
    for (int i = 0; i < packing.steps(); i++) {
      steps.forward(step(i));
    }
  }

  /// All steps backward: afterwards d has the gradients.
  ///
  /// @param dy the gradient of y, or null if none came from above
  void backward(@Nullable DeviceArray dy, int truncate) {
    int n = packing.total();
    int rows = packing.rows();
    DeviceArray d = k.take(arena, Math.multiplyExact(n, gradientStride()));
    DeviceArray dh = lastGradient(hN, rows * cell.outputSize());
    DeviceArray dc = cN == null ? dh : lastGradient(cN, rows * cell.hiddenSize());
    back = new Back(d, dh, dc, dy);
    for (int i = packing.steps() - 1; i >= 0; i--) {
      steps.backward(step(i), truncate > 0 && (i + 1) % truncate == 0);
    }
  }

  /// A copy of the gradient of a last state; −0 if there is none, to which anything can be added
  /// without a change of bits.
  private DeviceArray lastGradient(Tensor last, int count) {
    DeviceArray copy = k.take(arena, count);
    DeviceArray upstream = last.storage().gradientOn(on);
    if (upstream == null) {
      k.fill(count, -0f, copy, 0);
    } else {
      k.copy(count, upstream, 0, copy, 0);
    }
    return copy;
  }

  /// The gradient of the state before the loop's first step.
  DeviceArray firstGradient(int truncate) {
    if (truncate > 0) { // the initial states get none
      k.fill(packing.rows() * cell.outputSize(), -0f, dh(), 0);
      if (cN != null) {
        k.fill(packing.rows() * cell.hiddenSize(), -0f, dc(), 0);
      }
      return dh();
    }
    int[] firstSteps = new int[packing.rows()];
    for (int p = 0; p < firstSteps.length; p++) {
      firstSteps[p] = packing.start(reverse ? packing.lengthAt(p) - 1 : 0) + p;
    }
    steps.firstGradient(k.ints(arena, firstSteps, firstSteps.length));
    return dh();
  }

  /// The output before each step, (N, O).
  DeviceArray previous() {
    int n = packing.total();
    int out = cell.outputSize();
    int[] index = new int[n];
    for (int i = 0; i < packing.steps(); i++) {
      Step step = step(i);
      for (int b = 0; b < step.rows; b++) {
        index[step.at + b] = b < step.reached ? step.before + b : -1 - b;
      }
    }
    DeviceArray rows = k.take(arena, n * out);
    k.line(
        "previousRows", out, n, n, out, k.ints(arena, index, n), y, yColumn, yStride, first, rows);
    return rows;
  }

  int gradientStride() {
    return DirectionGradients.stride(cell);
  }

  DeviceArray d() {
    return going().d;
  }

  DeviceArray dh() {
    return going().dh;
  }

  DeviceArray dc() {
    return going().dc;
  }

  /// The gradient of y, or null if none came from above.
  @Nullable DeviceArray dy() {
    return going().dy;
  }

  private Back going() {
    Back b = back;
    if (b == null) {
      throw new IllegalStateException("the backward pass has not begun");
    }
    return b;
  }

  /// A step of the loop.
  ///
  /// @param rows how many rows have it
  /// @param at where they begin in the matrices of all steps
  /// @param reached how many of them have a step before it in the loop
  /// @param before where that begins
  /// @param later how many of them have a step after it in the loop
  /// @param laterAt where that begins
  record Step(int rows, int at, int reached, int before, int later, int laterAt) {}

  private Step step(int i) {
    int steps = packing.steps();
    int t = Chunk.step(reverse, i, steps);
    int rows = packing.rows(t);
    int before = i == 0 ? -1 : Chunk.step(reverse, i - 1, steps);
    int later = i == steps - 1 ? -1 : Chunk.step(reverse, i + 1, steps);
    return new Step(
        rows,
        packing.start(t),
        before < 0 ? 0 : Math.min(rows, packing.rows(before)),
        before < 0 ? 0 : packing.start(before),
        later < 0 ? 0 : Math.min(rows, packing.rows(later)),
        later < 0 ? 0 : packing.start(later));
  }
}
