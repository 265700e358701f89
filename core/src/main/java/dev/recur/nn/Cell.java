package dev.recur.nn;

import dev.recur.tensor.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// One step of a recurrent network, forward and backward, and the weights that all steps share.
///
/// A cell has the equations of a step and declares what they need: the number of gates (blocks of H
/// rows in the weights), of states, and of blocks of H columns that a step saves. It knows no loop:
/// [Recurrence] lets [GateInput] compute x·Wᵀ + b and calls [#forward] for each step in order;
/// [BackThroughTime] calls [#backward] in the opposite order and lets [Sums] compute the gradients
/// of the parameters, which are sums over all steps.
///
/// Shapes: weightIh (G·H, I) · weightHh (G·H, O) · biasIh, biasHh (G·H), where O is H, or the size
/// of the projection.
///
/// {@snippet class="NnExamples" region="cell"}
public abstract sealed class Cell implements Layer permits RnnCell, LstmCell, GruCell {
  private final int inputSize;
  private final int hiddenSize;
  private final int gates;

  final Parameter weightIh;
  final Parameter weightHh;
  final @Nullable Parameter biasIh;
  final @Nullable Parameter biasHh;

  Cell(CellWeights weights) {
    inputSize = weights.inputSize();
    hiddenSize = weights.hiddenSize();
    gates = weights.gates();
    weightIh = weights.weightIh();
    weightHh = weights.weightHh();
    biasIh = weights.biasIh();
    biasHh = weights.biasHh();
  }

  /// The number of inputs of a step: I.
  public final int inputSize() {
    return inputSize;
  }

  /// The number of hidden units: H.
  public final int hiddenSize() {
    return hiddenSize;
  }

  /// The number of outputs of a step: O, which is H unless the cell projects.
  public int outputSize() {
    return hiddenSize;
  }

  @Override
  public SequencedMap<String, Parameter> parameters() {
    SequencedMap<String, Parameter> all = new LinkedHashMap<>();
    all.put("weight_ih", weightIh);
    all.put("weight_hh", weightHh);
    if (biasIh != null && biasHh != null) {
      all.put("bias_ih", biasIh);
      all.put("bias_hh", biasHh);
    }
    return all;
  }

  /// Blocks of H rows in the weights: 1 for an RNN, 4 for an LSTM, 3 for a GRU.
  final int gates() {
    return gates;
  }

  /// How many columns of the gates are sums with both biases; in those after them, bias_hh is not
  /// part of the sum.
  int columnsOfBothBiases() {
    return gates * hiddenSize;
  }

  /// Sets `start` to what the gates' sums start from: bx, plus bh in the columns that have both.
  final void startBias(float[] start) {
    int n = gates * hiddenSize;
    Arrays.fill(start, 0, n, 0f);
    if (biasIh != null && biasHh != null) {
      System.arraycopy(biasIh.storage().values(), 0, start, 0, n);
      float[] bh = biasHh.storage().values();
      for (int j = 0; j < columnsOfBothBiases(); j++) {
        start[j] += bh[j];
      }
    }
  }

  /// 1 for h alone, 2 for h and c.
  int states() {
    return 1;
  }

  /// Blocks of H columns that a step saves, the gates first.
  abstract int savedBlocks();

  /// The names of the gates in the equations, in the order of the first saved blocks; none if the
  /// cell saves only h there.
  abstract List<String> gateNames();

  /// Blocks of H columns of gradients that a step computes, those of the gates first.
  abstract int gradientBlocks();

  /// Blocks of H columns that a step backward needs for intermediate results.
  int scratchBlocks() {
    return 0;
  }

  /// Whether h is a product with one more weight, whose gradient is one more sum over dh.
  boolean projects() {
    return false;
  }

  /// Whether every gate is one sum over x and hPrev, so that [Frame#addRecurrent] may compute both
  /// products as one.
  boolean joins() {
    return false;
  }

  /// One step: computes h and c from the gates (so far x·Wᵀ + bx + bh, or only the biases if the
  /// input is multiplied in the step), hPrev and cPrev.
  abstract void forward(Frame s);

  /// One step backward: computes from dh and dc the gradients of the gates' sums, and replaces dh
  /// and dc by those of the states before the step.
  abstract void backward(BackFrame s);

  /// Requests the sums over steps that are the gradients of the recurrent parameters.
  abstract <F> void recurrentSums(StepSums<F> s);
}
