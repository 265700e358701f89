package dev.recur.nn;

import dev.recur.kernel.Kernels;
import dev.recur.kernel.Sum;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Shape;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A linear layer: a product with a matrix, and a bias. It turns states into scores.
///
///     y = x·Wᵀ + b
///
/// Shapes: x (N, I) or (I) · y (N, O) or (O) · W = weight (O, I) · b = bias (O).
///
/// Source: PyTorch's `Linear`; the parameters start from U(−1/√I, 1/√I), as there. Derivation:
/// docs/maths/layers.md.
///
/// {@snippet class="LayerExamples" region="linear"}
public final class Linear implements Layer {
  private final int inputs;
  private final int outputs;
  private final Parameter weight;
  private final @Nullable Parameter bias;

  /// A layer with a bias.
  public Linear(int inputs, int outputs, Seed seed) {
    this(inputs, outputs, true, seed);
  }

  /// A layer with or without a bias.
  public Linear(int inputs, int outputs, boolean bias, Seed seed) {
    Checks.atLeast("inputs", 1, inputs);
    Checks.atLeast("outputs", 1, outputs);
    this.inputs = inputs;
    this.outputs = outputs;
    double bound = 1 / Math.sqrt(inputs);
    weight = Initial.uniform(bound, seed.split("weight"), outputs, inputs);
    this.bias = bias ? Initial.uniform(bound, seed.split("bias"), outputs) : null;
  }

  Parameter weight() {
    return weight;
  }

  @Nullable Parameter bias() {
    return bias;
  }

  @Override
  public SequencedMap<String, Parameter> parameters() {
    SequencedMap<String, Parameter> all = new LinkedHashMap<>();
    all.put("weight", weight);
    if (bias != null) {
      all.put("bias", bias);
    }
    return all;
  }

  /// Returns the scores of every real step.
  public PackedSequence forward(PackedSequence x) {
    return x.with(forward(x.data()));
  }

  /// Returns the scores of every row.
  public Tensor forward(Tensor x) {
    if (x.rank() == 1) {
      return forward(x.reshape(1, -1)).reshape(-1);
    }
    if (x.rank() != 2 || x.size(1) != inputs) {
      throw new IllegalArgumentException(
          "x: expected shape (N, %s), got %s".formatted(inputs, Shape.of(x.shape())));
    }
    return LayerMath.of(x.tape()).linear(this, x);
  }

  Tensor compute(Tensor x) {
    Tape tape = x.tape();
    Workers workers = tape.workers();
    Kernels k = workers.kernels();
    int n = x.size(0);
    Tensor y = tape.unwritten(n, outputs);
    Shares.run(
        workers,
        n,
        (first, count) -> {
          RowWindow out = RowWindow.of(k, y.storage().values(), outputs, first, count);
          RowWindow in = RowWindow.of(k, x.storage().values(), inputs, first, count);
          out.setRow(bias, 0).plusProduct(in, weight, 0, outputs); // y = b + x·Wᵀ
        });
    boolean wanted = !weight.frozen() || (bias != null && !bias.frozen());
    tape.record(
        y,
        x.storage().wanted || wanted,
        () -> {
          float[] dy = y.storage().reachedGradient();
          if (x.storage().wanted) {
            inputGradient(workers, n, dy, x);
          }
          parameterGradients(workers, n, dy, x);
        });
    return y;
  }

  private void inputGradient(Workers workers, int n, float[] dy, Tensor x) {
    float[] dx = x.storage().unwrittenContribution();
    Kernels k = workers.kernels();
    Shares.run(
        workers,
        n,
        (first, count) -> {
          RowWindow to = RowWindow.of(k, dx, inputs, first, count).setZero();
          RowWindow from = RowWindow.of(k, dy, outputs, first, count);
          to.plusProductTransposed(from, weight, 0, outputs); // dx = dy·W
        });
    x.storage().contribute(dx);
  }

  /// dW = dyᵀ·x and db = Σ dy
  private void parameterGradients(Workers workers, int n, float[] dy, Tensor x) {
    List<Sum> sums = new ArrayList<>();
    if (!weight.frozen()) {
      float[] dw = weight.gradients().parameterGradient();
      sums.add(Sum.ofProducts(inputs, x.storage().values(), 0, inputs, dw, 0)); // dW = dyᵀ·x
    }
    if (bias != null && !bias.frozen()) {
      sums.add(Sum.ofRows(bias.gradients().parameterGradient(), 0)); // db = Σ dy
    }
    Kernels k = workers.kernels();
    Shares.run(workers, outputs, (first, count) -> k.sums(n, first, count, dy, 0, outputs, sums));
  }
}
