package dev.recur.nn;

import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What a recurrent layer computed at each step, for every layer and direction: the states, the
/// gates and, after a backward pass, the gradients of the states.
///
///     ∂L/∂h_t = from above + by way of step t + 1
///     ∂L/∂c_t = by way of step t + 1 + ∂L/∂h_t ⊙ o_t ⊙ (1 − tanh²(c_t))
///
/// Shapes: h, c, gates and gradients (N, H), in the order of the packing; the steps of a reverse
/// direction are those of the text, too. It can be read until its tape is reset; the tensors that
/// it returns are copies.
///
/// {@snippet class="NnExamples" region="unroll"}
public final class Unrolled {
  private final Packing packing;
  private final List<Recurrence.Result> layers;

  Unrolled(Packing packing, List<Recurrence.Result> layers) {
    this.packing = packing;
    this.layers = List.copyOf(layers);
    for (Recurrence.Result layer : layers) {
      for (DirectionMemory memory : layer.memories()) {
        int numbers = packing.total() * memory.cell.hiddenSize();
        memory.dhOfSteps = new float[numbers];
        memory.dcOfSteps = memory.cell.states() > 1 ? new float[numbers] : null;
      }
    }
  }

  /// The number of layers.
  public int layers() {
    return layers.size();
  }

  /// The number of directions: 1, or 2 if bidirectional.
  public int directions() {
    return layers.getFirst().memories().size();
  }

  /// The output of the last layer, which the next layer of a network reads: on the tape.
  public PackedSequence output() {
    return output(layers() - 1);
  }

  /// The output of a layer, D·H features, forward first: on the tape.
  public PackedSequence output(int layer) {
    return new PackedSequence(layers.get(layer).y(), packing);
  }

  /// The values of a layer and direction by their names in the cell's equations: `h`; `c` of an
  /// LSTM; then the gates, `i`, `f`, `g` and `o` of an LSTM, `r`, `z` and `n` of a GRU.
  public SequencedMap<String, Tensor> values(int layer, int direction) {
    DirectionMemory memory = memory(layer, direction);
    SequencedMap<String, Tensor> all = new LinkedHashMap<>();
    all.put("h", columns(memory.y, memory.yStride, memory.yColumn, memory));
    if (memory.cell.states() > 1) {
      all.put("c", cellState(memory));
    }
    List<String> gates = memory.cell.gateNames();
    for (int j = 0; j < gates.size(); j++) {
      int column = j * memory.cell.hiddenSize();
      all.put(gates.get(j), columns(memory.saved, memory.savedStride, column, memory));
    }
    return all;
  }

  /// The value of this name, of those that [#values] has.
  ///
  /// @throws IllegalArgumentException if the cell has none; names those that it has
  public Tensor value(int layer, int direction, String name) {
    return named(name, values(layer, direction));
  }

  private static Tensor named(String name, SequencedMap<String, Tensor> all) {
    Tensor one = all.get(name);
    if (one == null) {
      throw new IllegalArgumentException(
          "expected one of %s, got \"%s\"".formatted(all.keySet(), name));
    }
    return one;
  }

  private DirectionMemory memory(int layer, int direction) {
    output(layer).data().storage(); // throws after the tape was reset
    return layers.get(layer).memories().get(direction);
  }

  private Tensor columns(float[] matrix, int stride, int column, DirectionMemory memory) {
    int hidden = memory.cell.hiddenSize();
    float[] part = new float[packing.total() * hidden];
    for (int n = 0; n < packing.total(); n++) {
      System.arraycopy(matrix, n * stride + column, part, n * hidden, hidden);
    }
    return Tensor.of(part, packing.total(), hidden);
  }

  /// c after each step: before the next one, or at the end of the row.
  private Tensor cellState(DirectionMemory memory) {
    int hidden = memory.cell.hiddenSize();
    float[] c = new float[packing.total() * hidden];
    for (int b = 0; b < packing.rows(); b++) {
      for (int t = 0; t < packing.length(b); t++) {
        int next = memory.reverse ? t - 1 : t + 1;
        boolean last = next < 0 || next == packing.length(b);
        float[] from = last ? memory.cState : memory.cPrev;
        int row = last ? packing.place(b) : packing.index(b, next);
        System.arraycopy(from, row * hidden, c, packing.index(b, t) * hidden, hidden);
      }
    }
    return Tensor.of(c, packing.total(), hidden);
  }

  /// Propagates a gradient back, as [dev.recur.tensor.Tape#backward(Tensor, Tensor)] does, and
  /// keeps the gradients of the states of each step until the next call.
  ///
  /// @param y a tensor that depends on the output of one of the layers
  /// @param dy the gradient of y, of the same shape
  public void backward(Tensor y, Tensor dy) {
    for (Recurrence.Result layer : layers) {
      for (DirectionMemory memory : layer.memories()) {
        fillWithZeros(memory.dhOfSteps);
        fillWithZeros(memory.dcOfSteps);
      }
    }
    y.tape().backward(y, dy);
  }

  private static void fillWithZeros(float @Nullable [] numbers) {
    if (numbers != null) {
      Arrays.fill(numbers, 0f);
    }
  }

  /// The gradients of the states of a layer and direction, from the last [#backward]: `h`, and `c`
  /// of an LSTM. Both are total derivatives: that of c includes its effect by way of h. They are
  /// zeros if the backward pass did not reach the layer.
  public SequencedMap<String, Tensor> gradients(int layer, int direction) {
    DirectionMemory memory = memory(layer, direction);
    int hidden = memory.cell.hiddenSize();
    SequencedMap<String, Tensor> all = new LinkedHashMap<>();
    float[] dh = Objects.requireNonNull(memory.dhOfSteps);
    all.put("h", Tensor.of(dh, packing.total(), hidden));
    if (memory.dcOfSteps != null) {
      float[] c = value(layer, direction, "c").toArray();
      float[] o = value(layer, direction, "o").toArray();
      float[] dc = memory.dcOfSteps.clone();
      for (int i = 0; i < dc.length; i++) {
        double tanh = StrictMath.tanh(c[i]);
        dc[i] += (float) (dh[i] * o[i] * (1 - tanh * tanh)); // dc += dh ⊙ o ⊙ (1 − tanh²(c))
      }
      all.put("c", Tensor.of(dc, packing.total(), hidden));
    }
    return all;
  }

  /// The gradient of this name, of those that [#gradients] has.
  ///
  /// @throws IllegalArgumentException if the cell has none; names those that it has
  public Tensor gradient(int layer, int direction, String name) {
    return named(name, gradients(layer, direction));
  }
}
