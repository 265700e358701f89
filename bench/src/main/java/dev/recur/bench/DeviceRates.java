package dev.recur.bench;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import dev.recur.kernel.DeviceKernels;
import dev.recur.kernel.DeviceKernels.Matrix;
import java.util.Locale;

/// What a device needs for the parts of a step: the seconds of each.
///
/// @param upload of [#BYTES] from a Java array
/// @param download of [#BYTES] to a Java array
/// @param launch of a kernel that does nothing, one of many
/// @param turn of such a kernel and waiting for it
/// @param product of two square matrices of [#SIDE] rows
record DeviceRates(double upload, double download, double launch, double turn, double product) {
  private static final int FLOATS = 1 << 24;
  private static final double BYTES = 4.0 * FLOATS;
  private static final int SIDE = 1024;
  private static final int MANY = 1000;

  /// Measures a device.
  ///
  /// @param seconds how long each takes, after a warm-up
  static DeviceRates of(Accelerator accelerator, double seconds) {
    DeviceKernels kernels = DeviceKernels.on(accelerator);
    float[] host = new float[FLOATS];
    DeviceArray array = accelerator.allocate(FLOATS);
    kernels.fill(FLOATS, 0.5f, array, 0); // both matrices
    Matrix a = new Matrix(array, 0, SIDE);
    Matrix b = new Matrix(array, SIDE * SIDE, SIDE);
    Matrix c = new Matrix(array, 2 * SIDE * SIDE, SIDE);
    DeviceRates rates =
        new DeviceRates(
            median(accelerator, seconds, 1, () -> accelerator.upload(host, FLOATS, array)),
            median(accelerator, seconds, 1, () -> accelerator.download(array, FLOATS, host)),
            median(accelerator, seconds, MANY, () -> kernels.fill(1, 0f, array, 0)),
            median(accelerator, seconds, 1, () -> kernels.fill(1, 0f, array, 0)),
            median(
                accelerator, seconds, 4, () -> kernels.product(SIDE, SIDE, SIDE, a, b, null, c)));
    accelerator.free(array);
    return rates;
  }

  /// The median seconds of one of some calls, including the wait for all of them.
  private static double median(Accelerator accelerator, double seconds, int calls, Runnable call) {
    Runnable all =
        () -> {
          for (int i = 0; i < calls; i++) {
            call.run();
          }
          accelerator.finish();
        };
    return new Duel(1).add(all).medians(seconds)[0] / calls;
  }

  /// The rates, as a line of the page.
  String sentence() {
    return String.format(
        Locale.ROOT,
        "copies of %.0f MiB: %s GB/s to the device, %s GB/s back · an empty launch: %s µs, and %s µs"
            + " with the wait for it · product of %d³: %.3g TFLOP/s",
        BYTES / (1 << 20),
        Table.number(BYTES / upload * 1e-9),
        Table.number(BYTES / download * 1e-9),
        Table.number(launch * 1e6),
        Table.number(turn * 1e6),
        SIDE,
        2.0 * SIDE * SIDE * SIDE / product * 1e-12);
  }
}
