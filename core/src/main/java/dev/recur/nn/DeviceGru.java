package dev.recur.nn;

import dev.recur.accelerator.DeviceArray;

/// The steps of a [GruCell]. Backward, dh keeps dh ⊙ z of the later step (reset before the product:
/// plus drh ⊙ r), which its products continue.
final class DeviceGru extends DeviceCell {
  private final DeviceArray transposed;
  private final boolean after;
  private final boolean biased;
  private final DeviceArray bias;

  DeviceGru(DeviceDirection at, GruCell cell) {
    super(at);
    transposed = cell.weightHh.transposedOn(at.k);
    after = cell.reset() == Reset.AFTER;
    biased = cell.biasHh != null;
    bias = cell.biasHh == null ? transposed : values(cell.biasHh);
  }

  @Override
  void forward(DeviceDirection.Step s) {
    if (after) {
      resetAfter(s);
    } else {
      gatesBefore(s);
      stateBefore(s);
    }
  }

  /// r, z, hn = hPrev·Wnᵀ + bn, n and h.
  private void resetAfter(DeviceDirection.Step s) {
    launch(
        "gruForward",
        s,
        s.reached(),
        s.before(),
        s.at(),
        flag(biased),
        transposed,
        bias,
        at.first,
        at.y,
        at.yStride,
        at.yColumn,
        at.saved,
        at.state);
  }

  /// r, z and rh = r ⊙ hPrev; n needs rh of all units.
  private void gatesBefore(DeviceDirection.Step s) {
    launch(
        "gruBeforeGates",
        s,
        s.reached(),
        s.before(),
        s.at(),
        transposed,
        at.first,
        at.y,
        at.yStride,
        at.yColumn,
        at.saved);
  }

  /// n, from rh·Wnᵀ, and h.
  private void stateBefore(DeviceDirection.Step s) {
    launch(
        "gruBeforeState",
        s,
        s.reached(),
        s.before(),
        s.at(),
        transposed,
        at.first,
        at.y,
        at.yStride,
        at.yColumn,
        at.saved,
        at.state);
  }

  @Override
  void backward(DeviceDirection.Step s, boolean cut) {
    gateGradients(s, cut);
    if (!after) {
      resetGradient(s);
    }
  }

  /// da_n and da_z; also da_r and dhn, if the reset comes after the product.
  private void gateGradients(DeviceDirection.Step s, boolean cut) {
    launch(
        after ? "gruBackward" : "gruBeforeBackward",
        s,
        s.later(),
        s.laterAt(),
        s.at(),
        flag(cut),
        s.reached(),
        s.before(),
        wh(),
        at.saved,
        at.first,
        at.y,
        hasDy(),
        dy(),
        at.yStride,
        at.yColumn,
        at.dh(),
        at.d());
  }

  /// drh = da_n·Wn, da_r, and dh += drh ⊙ r.
  private void resetGradient(DeviceDirection.Step s) {
    launch(
        "gruBeforeReset",
        s,
        s.at(),
        s.reached(),
        s.before(),
        wh(),
        at.saved,
        at.first,
        at.y,
        at.yStride,
        at.yColumn,
        at.dh(),
        at.d());
  }

  @Override
  void firstGradient(DeviceArray index) {
    if (after) {
      firstGradient(index, true, hidden, 3 * hidden, 2 * hidden, 2 * hidden, 0, 0);
    } else {
      firstGradient(index, true, 2 * hidden, 0, 0, 0, 0, 0);
    }
  }
}
