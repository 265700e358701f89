package dev.recur.nn;

import dev.recur.tensor.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// The equations of one step of a recurrent network, forward and backward, and the weights that all
/// steps share.
///
/// A cell declares what it needs: how many gates (blocks of H rows in its weights), how many
/// states, how many blocks of H columns it saves a step. It knows no loop: [Recurrence] lets
/// [GateInput] compute x·Wᵀ + b, calls [#forward] in order and [#backward] in the opposite order,
/// and lets [Sums] sum the parameters' gradients over all steps.
///
/// Shapes: weightIh (G·H, I) · weightHh (G·H, O) · biasIh, biasHh (G·H), where O is H, or the size
/// of the projection.
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

  /// How many numbers go in at each step: I.
  public final int inputSize() {
    return inputSize;
  }

  /// How many hidden units there are: H.
  public final int hiddenSize() {
    return hiddenSize;
  }

  /// How many numbers come out at each step: O, which is H unless the cell projects.
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

  /// How many columns of the gates hold one sum with both biases; behind them bias_hh is elsewhere.
  int columnsOfBothBiases() {
    return gates * hiddenSize;
  }

  /// What each gate's sum starts from: bx, plus bh in the columns that have both.
  final void startBias(float[] start) {
    int n = gates * hiddenSize;
    Arrays.fill(start, 0, n, 0f);
    if (biasIh != null && biasHh != null) {
      System.arraycopy(biasIh.storage().values, 0, start, 0, n);
      for (int j = 0; j < columnsOfBothBiases(); j++) {
        start[j] += biasHh.storage().values[j];
      }
    }
  }

  /// 1 for h alone, 2 for h and c.
  int states() {
    return 1;
  }

  /// Blocks of H columns that a step saves, the gates first.
  abstract int savedBlocks();

  /// Blocks of H columns that the gradients of a step need, those of the gates first.
  abstract int gradientBlocks();

  /// Blocks of H columns that a step backward computes in.
  int scratchBlocks() {
    return 0;
  }

  /// Whether h is a product of a wider vector, whose gradient needs a sum of its own.
  boolean projects() {
    return false;
  }

  /// One step: from the frame's gates (x·Wᵀ + bx + bh so far), hPrev and cPrev to h and c.
  abstract void forward(Frame s);

  /// One step back: from dh and dc to the gates' gradients, and to dh and dc of the step before.
  abstract void backward(BackFrame s);

  /// Asks for the sums over all steps that are the gradients of the recurrent parameters.
  abstract void recurrentSums(Sums s);
}
