package dev.recur.bench;

import dev.recur.task.CellKind;
import dev.recur.tensor.Workers;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// A training step and a forward pass of the network of the comparison; here mainly to see what
/// they allocate.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class StepBenchmark {
  /// The set of kernels.
  @Param public KernelSet kernels = KernelSet.VECTOR;

  /// The cell.
  @Param public CellKind cell = CellKind.LSTM;

  /// The sizes of a row of the comparison.
  @Param public Size size = Size.A;

  /// The number of threads.
  @Param("1")
  public int threads;

  private Workers workers = Workers.single();
  private Network network =
      new Network(CellKind.RNN, Size.D, Batches.equal(Size.D), Workers.single());

  /// Creates the network; both sets of kernels must give the same losses.
  @Setup
  public void prepare() {
    Batches batches = Batches.equal(size);
    workers = new Workers(threads, kernels.kernels());
    network = new Network(cell, size, batches, workers);
    Network other = new Network(cell, size, batches, new Workers(1, kernels.other().kernels()));
    for (int i = 0; i < 3; i++) {
      double expected = other.train();
      double actual = network.train();
      if (expected != actual) {
        throw new IllegalStateException(
            "the loss is %s with one set of kernels, %s with the other"
                .formatted(expected, actual));
      }
    }
  }

  /// Stops the threads.
  @TearDown
  public void close() {
    workers.close();
  }

  /// Forward, backward, Adam.
  @Benchmark
  public double train() {
    return network.train();
  }

  /// Forward, without gradient.
  @Benchmark
  public void infer() {
    network.infer();
  }
}
