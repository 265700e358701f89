package dev.recur.kernel;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.AcceleratorInfo;
import dev.recur.accelerator.DeviceArray;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Whether an accelerator computes with the bits of the CPU: compares tanh, sigmoid, exp and log, a
/// fused multiply-add, one of two roundings, a division and a root on a sample of numbers of all
/// sizes, subnormal ones included; and a product and a sum of squares. A process probes a device
/// once, however often it opens it.
public final class BitsProbe {
  private static final int COUNT = 4096;
  private static final int RESULTS = 8;

  private static final Map<Key, Boolean> KNOWN = new ConcurrentHashMap<>();

  private BitsProbe() {}

  /// A device, whoever opens it.
  private record Key(Class<?> driver, AcceleratorInfo info) {}

  /// Whether no bit differs.
  public static boolean passes(Accelerator accelerator) {
    return KNOWN.computeIfAbsent(
        new Key(accelerator.getClass(), accelerator.info()),
        key -> functions(accelerator) && sums(accelerator));
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
