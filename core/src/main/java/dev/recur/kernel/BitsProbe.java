package dev.recur.kernel;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.AcceleratorInfo;
import dev.recur.accelerator.DeviceArray;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Whether an accelerator computes with the bits of the CPU: compares tanh, sigmoid, exp and log, a
/// fused multiply-add, a multiplication and an addition that are each rounded, a division and a
/// root on a sample of numbers of all sizes, subnormal ones included; and a product and a sum of
/// squares. The result is remembered, so a device is probed once per process.
public final class BitsProbe {
  private static final int COUNT = 4096;
  private static final int RESULTS = 8;
  private static final int CLIPPED = 100;
  private static final int BORDERS = 16;
  private static final double LIMIT = 0.1;

  private static final Map<Key, Boolean> KNOWN = new ConcurrentHashMap<>();

  private BitsProbe() {}

  /// Identifies a device, however often it is opened.
  private record Key(Class<?> driver, AcceleratorInfo info) {}

  /// Whether no bit differs.
  public static boolean passes(Accelerator accelerator) {
    return KNOWN.computeIfAbsent(
        new Key(accelerator.getClass(), accelerator.info()), key -> computesAlike(accelerator));
  }

  static boolean computesAlike(Accelerator on) {
    return functions(on) && sums(on) && (!on.hasDoubles() || clips(on));
  }

  /// Norms and factors in double precision, of rows of all sizes.
  private static boolean clips(Accelerator accelerator) {
    float[] squares = new float[CLIPPED];
    float[] sizes = numbers();
    for (int i = 0; i < CLIPPED; i++) {
      squares[i] = Math.abs(sizes[BORDERS + 2 * i]) * 0x1p-20f;
    }
    DeviceKernels k = DeviceKernels.on(accelerator);
    DeviceArray on = accelerator.allocate(CLIPPED);
    DeviceArray ends = accelerator.allocate(1);
    DeviceArray results = accelerator.allocate(4);
    accelerator.upload(squares, CLIPPED, on);
    boolean same = true;
    double sum = 0;
    for (int n = 1; n <= CLIPPED; n++) {
      sum += squares[n - 1];
      accelerator.upload(new int[] {n}, 1, ends);
      k.clipFactor(1, ends, on, LIMIT, results, 0, results, 3);
      float[] y = new float[4];
      accelerator.download(results, 4, y);
      long bits = Double.doubleToRawLongBits(Math.sqrt(sum));
      same &=
          Float.floatToRawIntBits(y[0]) == (int) (bits >> 32)
              && Float.floatToRawIntBits(y[1]) == (int) bits
              && y[3] == (float) (LIMIT / (Math.sqrt(sum) + 1e-6));
    }
    for (DeviceArray array : new DeviceArray[] {on, ends, results}) {
      accelerator.free(array);
    }
    return same;
  }

  /// A product and a sum, of sizes that fill no group of threads.
  private static boolean sums(Accelerator accelerator) {
    int m = 65;
    int n = 70;
    int depth = 33;
    float[] x = numbers();
    for (int i = 0; i < x.length; i++) {
      x[i] = (i * 37 % 1000 - 500) * 0x1.1p-9f; // not so many sizes that all sums overflow
    }
    DeviceKernels k = DeviceKernels.on(accelerator);
    DeviceArray a = accelerator.allocate(COUNT);
    DeviceArray first = accelerator.allocate(1);
    DeviceArray results = accelerator.allocate(m * n + 1);
    accelerator.upload(x, COUNT, a);
    accelerator.upload(new int[] {0}, 1, first);
    DeviceKernels.Matrix left = new DeviceKernels.Matrix(a, 0, depth);
    DeviceKernels.Matrix right = new DeviceKernels.Matrix(a, 1000, n);
    k.product(m, n, depth, left, right, a, new DeviceKernels.Matrix(results, 0, n));
    k.squares(1, COUNT, first, a, results, m * n);
    float[] y = new float[m * n + 1];
    accelerator.download(results, y.length, y);
    for (DeviceArray array : new DeviceArray[] {a, first, results}) {
      accelerator.free(array);
    }
    boolean same = y[m * n] == Kernels.best().dot(COUNT, x, 0, x, 0);
    for (int i = 0; i < m * n; i++) {
      float sum = x[i % n];
      for (int l = 0; l < depth; l++) {
        sum = Math.fma(x[i / n * depth + l], x[1000 + l * n + i % n], sum);
      }
      same &= sum == y[i];
    }
    return same;
  }

  private static boolean functions(Accelerator accelerator) {
    float[] x = numbers();
    DeviceArray xOn = accelerator.allocate(COUNT);
    DeviceArray yOn = accelerator.allocate(RESULTS * COUNT);
    float[] y = new float[RESULTS * COUNT];
    accelerator.upload(x, COUNT, xOn);
    accelerator.launch("probe", Accelerator.Group.LINE, COUNT, 1, COUNT, xOn, yOn);
    accelerator.download(yOn, y.length, y);
    accelerator.free(xOn);
    accelerator.free(yOn);
    for (int i = 0; i < COUNT; i++) {
      float a = x[i];
      float b = x[COUNT - 1 - i];
      float[] expected = {
        Polynomials.tanh(a),
        Polynomials.sigmoid(a),
        Polynomials.exp(a),
        Polynomials.log(a),
        Math.fma(a, b, a),
        a * b + a,
        a / b,
        (float) Math.sqrt(a)
      };
      for (int j = 0; j < RESULTS; j++) {
        if (Float.floatToIntBits(expected[j]) != Float.floatToIntBits(y[j * COUNT + i])) {
          return false;
        }
      }
    }
    return true;
  }

  /// Numbers of every exponent and both signs, and those at the borders.
  private static float[] numbers() {
    float[] x = new float[COUNT];
    int bits = 1;
    for (int i = 0; i < COUNT; i++) {
      bits = bits * 1664525 + 1013904223; // a linear congruential generator
      float any = Float.intBitsToFloat(bits);
      x[i] = i % 2 == 0 && Float.isFinite(any) ? any : (bits >> 8) * 0x1p-20f; // or −8 to 8
    }
    float[] borders = {
      0f,
      -0f,
      1f,
      -1f,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.MIN_NORMAL,
      Float.MAX_VALUE,
      9.02f,
      -87.3f,
      88.7f,
      -104f,
      0x1.8p23f,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.NaN
    };
    System.arraycopy(borders, 0, x, 0, borders.length);
    return x;
  }
}
