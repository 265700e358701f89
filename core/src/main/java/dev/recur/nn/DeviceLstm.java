package dev.recur.nn;

import dev.recur.accelerator.DeviceArray;
import dev.recur.tensor.Parameter;
import org.jspecify.annotations.Nullable;

/// The steps of an [LstmCell].
final class DeviceLstm extends DeviceCell {
  private final DeviceArray transposed;
  private final boolean projects;

  /// Wr transposed, (H, O); any array without a projection.
  private final DeviceArray projectionTransposed;

  private final @Nullable Parameter projection;

  DeviceLstm(DeviceDirection at, LstmCell cell) {
    super(at);
    transposed = cell.weightHh.transposedOn(at.k);
    projection = cell.weightHr();
    projects = projection != null;
    projectionTransposed = projection == null ? transposed : projection.transposedOn(at.k);
  }

  @Override
  void forward(DeviceDirection.Step s) {
    gates(s);
    if (projects) {
      project(s);
    }
  }

  /// i, f, g, o, c and m = o ⊙ tanh(c), which is h without a projection.
  private void gates(DeviceDirection.Step s) {
    launch(
        "lstmForward",
        s,
        s.reached(),
        s.before(),
        s.at(),
        flag(projects),
        transposed,
        at.first,
        at.y,
        at.yStride,
        at.yColumn,
        at.saved,
        at.savedStride,
        at.cPrev,
        at.c,
        at.state);
  }

  /// h = m·Wrᵀ
  private void project(DeviceDirection.Step s) {
    at.k.line(
        "lstmProject",
        out,
        s.rows(),
        s.rows(),
        hidden,
        out,
        s.at(),
        projectionTransposed,
        at.saved,
        at.savedStride,
        at.y,
        at.yStride,
        at.yColumn,
        at.state);
  }

  @Override
  void backward(DeviceDirection.Step s, boolean cut) {
    if (projects) {
      projectedGradient(s, cut);
    }
    gateGradients(s, cut);
  }

  /// dh of all outputs, which every unit's dm = dh·Wr needs.
  private void projectedGradient(DeviceDirection.Step s, boolean cut) {
    at.k.line(
        "lstmProjectedGradient",
        out,
        s.rows(),
        s.rows(),
        hidden,
        out,
        s.later(),
        s.laterAt(),
        s.at(),
        flag(cut),
        wh(),
        hasDy(),
        dy(),
        at.yStride,
        at.yColumn,
        at.dh(),
        at.d(),
        at.gradientStride(),
        4 * hidden);
  }

  /// dm (dh without a projection), da_i, da_f, da_g, da_o and dcPrev.
  private void gateGradients(DeviceDirection.Step s, boolean cut) {
    launch(
        "lstmBackward",
        s,
        s.later(),
        s.laterAt(),
        s.at(),
        flag(cut),
        flag(projects),
        wh(),
        projection == null ? transposed : values(projection),
        at.saved,
        at.savedStride,
        at.cPrev,
        hasDy(),
        dy(),
        at.yStride,
        at.yColumn,
        at.dh(),
        at.dc(),
        at.d(),
        at.gradientStride());
  }

  @Override
  void firstGradient(DeviceArray index) {
    firstGradient(index, false, 4 * hidden, 0, 0, 0, 0, 0);
  }
}
