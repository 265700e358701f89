package dev.recur.bench;

import dev.recur.nn.Gru;
import dev.recur.nn.Lstm;
import dev.recur.nn.Nonlinearity;
import dev.recur.nn.RecurrentLayer;
import dev.recur.nn.RecurrentOptions;
import dev.recur.nn.Reset;
import dev.recur.nn.Rnn;
import dev.recur.task.CellKind;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.Arrays;
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

/// A recurrent layer over a whole batch of dense inputs.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class LayerBenchmark {
  /// The set of kernels.
  @Param public KernelSet kernels = KernelSet.VECTOR;

  /// The cell.
  @Param public CellKind cell = CellKind.LSTM;

  /// The sizes of a row of the comparison.
  @Param({"A", "B"})
  public Size size = Size.A;

  /// The number of threads.
  @Param("1")
  public int threads;

  private Side side = new Side(CellKind.RNN, Size.A, Workers.single());

  /// Creates the layer; both sets of kernels must give the same bits.
  @Setup
  public void prepare() {
    Side other = new Side(cell, size, new Workers(1, kernels.other().kernels()));
    side = new Side(cell, size, new Workers(threads, kernels.kernels()));
    require("output", other.forward(), side.forward());
    require("gradient", other.backward(), side.backward());
  }

  private static void require(String what, float[] expected, float[] actual) {
    if (!Arrays.equals(expected, actual)) {
      throw new IllegalStateException("scalar and vector kernels differ in the " + what);
    }
  }

  /// Stops the threads.
  @TearDown
  public void close() {
    side.workers.close();
  }

  /// Forward, without gradient.
  @Benchmark
  public void forward() {
    side.infer();
  }

  /// Forward and backward, to all weights and to the input.
  @Benchmark
  public void forwardAndBackward() {
    side.train();
  }

  /// A layer with its input.
  private static final class Side {
    private final Workers workers;
    private final RecurrentLayer<?> layer;
    private final Tensor x;
    private final Tensor dy;
    private final Tape tape;
    private final Tape inference;

    Side(CellKind cell, Size size, Workers workers) {
      this.workers = workers;
      RecurrentOptions options =
          RecurrentOptions.of(size.embedding, size.hidden).withNumLayers(size.layers);
      layer =
          switch (cell) {
            case RNN -> new Rnn(options, Nonlinearity.TANH, Seed.of(1));
            case GRU -> new Gru(options, Reset.AFTER, Seed.of(1));
            case LSTM -> new Lstm(options, Seed.of(1));
          };
      x = numbers("x", size.steps, size.rows, size.embedding);
      dy = numbers("dy", size.steps, size.rows, size.hidden);
      tape = new Tape(workers);
      inference = Tape.inference(workers);
    }

    private static Tensor numbers(String name, int... shape) {
      float[] values = new float[shape[0] * shape[1] * shape[2]];
      Seed seed = Seed.of(2).split(name);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (2 * seed.uniform(i) - 1);
      }
      return Tensor.of(values, shape);
    }

    float[] forward() {
      float[] y = layer.forward(inference.constant(x)).output().toArray();
      inference.reset();
      return y;
    }

    /// The gradient of the recurrent weights.
    float[] backward() {
      tape.backward(layer.forward(tape.input(x)).output(), dy);
      Parameter weights = layer.parameter("weight_hh_l0");
      float[] gradient = weights.gradient().orElseThrow().toArray();
      layer.parameters().values().forEach(Parameter::zeroGradient);
      tape.reset();
      return gradient;
    }

    void infer() {
      layer.forward(inference.constant(x));
      inference.reset();
    }

    void train() {
      tape.backward(layer.forward(tape.input(x)).output(), dy);
      for (Parameter p : layer.parameters().values()) {
        p.zeroGradient();
      }
      tape.reset();
    }
  }
}
