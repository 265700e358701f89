package dev.recur.lesson;

import dev.recur.nn.Gru;
import dev.recur.nn.Lstm;
import dev.recur.nn.RecurrentLayer;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import java.util.Objects;

/// Chrono initialisation: gate biases for memories as long as the task requires. A gate of σ(log u)
/// = u/(u + 1) keeps a memory for about u steps.
///
///     u ~ U(1, Tmax − 1), drawn for each unit
///     LSTM: the forget gate's bias is log u, the input gate's −log u
///     GRU:  the update gate's bias is log u, since here h = (1 − z) ⊙ n + z ⊙ hPrev
///
/// Of the two biases of a gate, bias_ih is set to this value and bias_hh to 0; all other parameters
/// are unchanged.
///
/// Source: Tallec & Ollivier 2018, *Can recurrent neural networks warp time?*, section 2.
/// Derivation: docs/maths/bptt.md.
final class LogBiases {
  private LogBiases() {}

  /// @param longest Tmax, the longest distance to remember over, in steps
  static void set(Lstm lstm, int longest, Seed seed) {
    set(lstm, 0, -1, longest, seed); // input gate
    set(lstm, 1, 1, longest, seed); // forget gate
  }

  /// @param longest Tmax, the longest distance to remember over, in steps
  static void set(Gru gru, int longest, Seed seed) {
    set(gru, 1, 1, longest, seed); // update gate z
  }

  private static void set(RecurrentLayer<?> layer, int gate, int sign, int longest, Seed seed) {
    Parameter input = Objects.requireNonNull(layer.parameters().get("bias_ih_l0"));
    Parameter hidden = Objects.requireNonNull(layer.parameters().get("bias_hh_l0"));
    float[] bx = input.toArray();
    float[] bh = hidden.toArray();
    int units = layer.options().hiddenSize();
    for (int i = 0; i < units; i++) {
      double u = 1 + seed.uniform(i) * Math.max(0, longest - 2);
      bx[gate * units + i] = (float) (sign * StrictMath.log(u));
      bh[gate * units + i] = 0;
    }
    input.set(bx);
    hidden.set(bh);
  }
}
