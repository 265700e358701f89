package dev.recur.nn;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import dev.recur.tensor.Parameter;

/// The steps of a [Cell] on an accelerator. Each is one launch, or two where a product needs all
/// units of what was computed just before.
///
/// Backward, a launch first completes dh: it multiplies the gradients of the later step's gates by
/// Wh, and adds what comes from above; so only one launch lies between two steps.
abstract sealed class DeviceCell permits DeviceRnn, DeviceLstm, DeviceGru {
  final DeviceDirection at;
  final Accelerator on;

  final int hidden;
  final int out;

  DeviceCell(DeviceDirection at) {
    this.at = at;
    on = at.k.accelerator();
    hidden = at.cell.hiddenSize();
    out = at.cell.outputSize();
  }

  static DeviceCell of(DeviceDirection direction) {
    return switch (direction.cell) {
      case RnnCell rnn -> new DeviceRnn(direction, rnn);
      case LstmCell lstm -> new DeviceLstm(direction, lstm);
      case GruCell gru -> new DeviceGru(direction, gru);
    };
  }

  abstract void forward(DeviceDirection.Step s);

  /// @param cut whether back-propagation stops between the later step and this one
  abstract void backward(DeviceDirection.Step s, boolean cut);

  /// dh = the gradient of the state before the loop's first step.
  ///
  /// @param index where each row has that step
  abstract void firstGradient(DeviceArray index);

  /// Launches a kernel with a thread for each unit of each row of a step; its first arguments are
  /// the numbers of rows, of units and of outputs.
  final void launch(String kernel, DeviceDirection.Step s, Object... more) {
    Object[] arguments = new Object[more.length + 3];
    arguments[0] = s.rows();
    arguments[1] = hidden;
    arguments[2] = out;
    System.arraycopy(more, 0, arguments, 3, more.length);
    at.k.line(kernel, hidden, s.rows(), arguments);
  }

  /// dh += d·Wh, of two ranges of gates one after the other; from zero unless it is continued.
  ///
  /// @param d1 the column of d where the first range begins
  /// @param w1 the row of Wh that belongs to it
  final void firstGradient(
      DeviceArray index, boolean continued, int n1, int d1, int w1, int n2, int d2, int w2) {
    at.k.line(
        "firstGradient",
        out,
        at.packing.rows(),
        at.packing.rows(),
        out,
        index,
        flag(continued),
        n1,
        d1,
        w1,
        n2,
        d2,
        w2,
        wh(),
        at.d(),
        at.gradientStride(),
        at.dh());
  }

  /// Wh, (G·H, O), with its present values.
  final DeviceArray wh() {
    return values(at.cell.weightHh);
  }

  final DeviceArray values(Parameter parameter) {
    return parameter.storage().valuesOn(on);
  }

  /// The gradient of y, or any array if there is none.
  final DeviceArray dy() {
    DeviceArray dy = at.dy();
    return dy == null ? at.y : dy;
  }

  final int hasDy() {
    return flag(at.dy() != null);
  }

  static int flag(boolean is) {
    return is ? 1 : 0;
  }
}
