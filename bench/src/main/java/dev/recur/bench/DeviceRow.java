package dev.recur.bench;

import dev.recur.task.CellKind;
import java.util.List;

/// A row of the table of `bench/compare gpu`: the median seconds of each side, no number for one
/// that was not measured.
///
/// @param what `train` or `infer`
/// @param recur Recur on the device
/// @param tf32 PyTorch on the device, with TF32 where it is the default
/// @param float32 PyTorch on the device, in float32
/// @param cpu Recur on the CPU
record DeviceRow(
    String what, CellKind cell, Size size, double recur, double tf32, double float32, double cpu) {
  /// The titles of the columns.
  static final List<String> TITLES =
      List.of(
          "     ",
          "row",
          "cell",
          "Recur ms",
          "tokens/s",
          "TF32 ms",
          "float32 ms",
          "TF32/Recur",
          "float32/Recur",
          "CPU ms",
          "CPU/Recur");

  /// The cells of the row.
  Object[] cells() {
    return new Object[] {
      what,
      size,
      cell,
      recur * 1e3,
      rate(size.rows * size.steps / recur),
      tf32 * 1e3,
      float32 * 1e3,
      tf32 / recur,
      float32 / recur,
      cpu * 1e3,
      cpu / recur
    };
  }

  /// Adds its ratios.
  void addTo(Means means) {
    means.add(what + ", TF32/Recur", tf32 / recur);
    means.add(what + ", float32/Recur", float32 / recur);
    means.add(what + ", CPU/Recur", cpu / recur);
  }

  private static String rate(double rate) {
    return rate >= 1e6 ? Table.number(rate * 1e-6) + " M" : Table.number(rate * 1e-3) + " k";
  }
}
