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
    at.k.line(
        "rnnForward",
        hidden,
        s.rows(),
        s.rows(),
        hidden,
        out,
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
    at.k.line(
        "rnnBackward",
        hidden,
        s.rows(),
        s.rows(),
        hidden,
        out,
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
