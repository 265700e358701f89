package dev.recur.nn;

import dev.recur.accelerator.DeviceArray;

/// The steps of an [RnnCell].
final class DeviceRnn extends DeviceCell {
  private final DeviceArray transposed;
  private final int relu;

  DeviceRnn(DeviceDirection at, RnnCell cell) {
    super(at);
    transposed = cell.weightHh.transposedOn(at.k);
    relu = flag(cell.nonlinearity() == Nonlinearity.RELU);
  }

  @Override
  void forward(DeviceDirection.Step s) {
    launch(
        "rnnForward",
        s,
        s.reached(),
        s.before(),
        s.at(),
        relu,
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
    launch(
        "rnnBackward",
        s,
        s.later(),
        s.laterAt(),
        s.at(),
        flag(cut),
        relu,
        wh(),
        at.saved,
        hasDy(),
        dy(),
        at.yStride,
        at.yColumn,
        at.dh(),
        at.d());
  }

  @Override
  void firstGradient(DeviceArray index) {
    firstGradient(index, false, hidden, 0, 0, 0, 0, 0);
  }
}
