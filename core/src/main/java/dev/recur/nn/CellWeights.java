package dev.recur.nn;

import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The initial weights of a cell, under PyTorch's names and in its shapes.
record CellWeights(
    int inputSize,
    int hiddenSize,
    int gates,
    Parameter weightIh,
    Parameter weightHh,
    @Nullable Parameter biasIh,
    @Nullable Parameter biasHh) {

  /// The options that the weights of a cell depend on.
  ///
  /// @param outputSize H, or less for an LSTM that projects its output
  record Options(
      int inputSize,
      int hiddenSize,
      int outputSize,
      int gates,
      boolean bias,
      Initialisation initialisation) {
    Options {
      Checks.atLeast("inputSize", 1, inputSize);
      Checks.atLeast("hiddenSize", 1, hiddenSize);
      Checks.atLeast("projSize", 1, outputSize);
      Checks.atMost("hiddenSize", RecurrentOptions.MOST_UNITS, hiddenSize);
      Checks.atMost("inputSize", Integer.MAX_VALUE / 8 / (gates * hiddenSize), inputSize);
    }

    boolean projects() {
      return outputSize != hiddenSize;
    }
  }

  static CellWeights create(Options o, Seed seed) {
    int rows = o.gates * o.hiddenSize;
    Parameter wx = start(o, seed.split("weight_ih"), rows, o.inputSize, false);
    Parameter wh = start(o, seed.split("weight_hh"), rows, o.outputSize, true);
    Parameter bx = o.bias ? startBias(o, seed.split("bias_ih"), true) : null;
    Parameter bh = o.bias ? startBias(o, seed.split("bias_hh"), false) : null;
    return new CellWeights(o.inputSize, o.hiddenSize, o.gates, wx, wh, bx, bh);
  }

  static Parameter projection(Options o, Seed seed) {
    return start(o, seed.split("weight_hr"), o.outputSize, o.hiddenSize, false);
  }

  private static Parameter start(Options o, Seed seed, int rows, int columns, boolean recurrent) {
    if (o.initialisation == Initialisation.PYTORCH) {
      return Initial.uniform(1 / Math.sqrt(o.hiddenSize), seed, rows, columns);
    }
    return recurrent
        ? Initial.orthogonal(seed, rows, columns)
        : Initial.uniform(Math.sqrt(6.0 / (rows + columns)), seed, rows, columns);
  }

  /// Keras has one bias; it is bias_ih here, with 1 in the LSTM's forget block.
  private static Parameter startBias(Options o, Seed seed, boolean input) {
    int n = o.gates * o.hiddenSize;
    if (o.initialisation == Initialisation.PYTORCH) {
      return Initial.uniform(1 / Math.sqrt(o.hiddenSize), seed, n);
    }
    Parameter bias = Parameter.zeros(n);
    if (o.gates == 4 && input) {
      Arrays.fill(bias.storage().values(), o.hiddenSize, 2 * o.hiddenSize, 1f);
    }
    return bias;
  }
}
