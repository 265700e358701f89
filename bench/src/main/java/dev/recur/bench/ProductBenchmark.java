package dev.recur.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The matrix product, in the shapes that an LSTM of H units and 64 rows needs.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ProductBenchmark {
  /// The set of kernels.
  @Param public KernelSet kernels = KernelSet.VECTOR;

  /// H.
  @Param({"128", "256", "512", "1024"})
  public int hidden;

  /// The use: one step, or the gradient of the recurrent weights over 100 steps.
  @Param public Use use = Use.STEP;

  /// The use of a product.
  public enum Use {
    /// hPrev·Whᵀ
    STEP,
    /// dWh = Σ daᵀ·hPrev
    WEIGHTS
  }

  private Product product = Product.NONE;

  /// Creates the matrices and checks the product.
  @Setup
  public void prepare() {
    product =
        new Product(
            switch (use) {
              case STEP -> new Product.Shape(64, hidden, 4 * hidden, false);
              case WEIGHTS -> new Product.Shape(4 * hidden, 6400, hidden, true);
            },
            kernels.kernels());
    product.check();
  }

  /// C += A·B
  @Benchmark
  public void product() {
    product.run();
  }
}
