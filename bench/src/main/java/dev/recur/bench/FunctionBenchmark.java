package dev.recur.bench;

import dev.recur.kernel.Kernels;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The functions of gates: the time of an element, on a row that is in the first-level cache.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(FunctionBenchmark.N)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FunctionBenchmark {
  static final int N = 1024;

  /// The set of kernels.
  @Param public KernelSet kernels = KernelSet.VECTOR;

  private Kernels k = Kernels.scalar();
  private final float[] x = new float[N];
  private final float[] y = new float[N];

  /// Creates the numbers and checks the functions against those of Java.
  @Setup
  public void prepare() {
    k = kernels.kernels();
    for (int i = 0; i < N; i++) {
      x[i] = -8 + 16f * i / N;
    }
    for (int i = 0; i < N; i++) {
      require(i, Math.tanh(x[i]), tanh());
      require(i, 1 / (1 + Math.exp(-x[i])), sigmoid());
      require(i, Math.exp(x[i]), exp());
    }
    Arrays.fill(y, 0);
  }

  private void require(int i, double expected, float[] actual) {
    if (!(Math.abs(actual[i] - expected) <= 1e-6 * (1e-3 + Math.abs(expected)))) {
      throw new IllegalStateException(
          "of %s: expected %s, got %s".formatted(x[i], expected, actual[i]));
    }
  }

  /// y = tanh(x)
  @Benchmark
  public float[] tanh() {
    k.tanh(N, x, 0, y, 0);
    return y;
  }

  /// y = 1 / (1 + e^-x)
  @Benchmark
  public float[] sigmoid() {
    k.sigmoid(N, x, 0, y, 0);
    return y;
  }

  /// y = e^x
  @Benchmark
  public float[] exp() {
    k.exp(N, x, 0, y, 0);
    return y;
  }
}
