package dev.recur.lesson;

import dev.recur.lesson.RecallTask.Sequences;
import dev.recur.nn.LstmState;
import dev.recur.nn.RecurrentLayer;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Runs a network over sequences step by step, so that every state is a separate tensor on the
/// tape, and reads the gradients of the states.
///
/// The gradient of c_t on the tape comes from step t + 1 only. The part by way of h_t is added
/// here:
///
///     ∂L/∂c_t = (∂L/∂c_t by way of c_{t+1} and its gates) + ∂L/∂h_t ⊙ o_t ⊙ (1 − tanh²(c_t))
///
/// Shapes: x (T, B, I) · h_t, c_t (1, B, H). Derivation: docs/maths/bptt.md.
final class GradientWalk {
  private final List<Tensor> h = new ArrayList<>();
  private final List<Tensor> c = new ArrayList<>();
  private final RecallModel model;
  private final Sequences sequences;

  private GradientWalk(RecallModel model, Sequences sequences) {
    this.model = model;
    this.sequences = sequences;
  }

  /// The norms of the gradient of the loss at the last step, averaged over the sequences.
  static GradientNorms measure(RecallModel model, Sequences sequences, Workers workers) {
    return measure(model, sequences, 0, workers);
  }

  /// The same norms if the gradient stops before a step: those of earlier steps are 0.
  ///
  /// @param cut the first step that the gradient reaches
  static GradientNorms measure(RecallModel model, Sequences sequences, int cut, Workers workers) {
    var walk = new GradientWalk(model, sequences);
    var tape = new Tape(workers);
    walk.run(model.layer, cut, tape);
    tape.backward(model.sumOfLosses(walk.h.getLast(), sequences.answers));
    return walk.norms();
  }

  private <S> void run(RecurrentLayer<S> layer, int cut, Tape tape) {
    S state = layer.zeroState(sequences.rows());
    for (int t = 0; t < sequences.x.size(0); t++) {
      if (t == cut) {
        state = layer.detach(state);
      }
      state = layer.forward(tape.constant(sequences.x.slice(0, t, t + 1)), state).state();
      h.add(RecallModel.h(state));
      if (state instanceof LstmState lstm) {
        c.add(lstm.c());
      }
    }
  }

  private GradientNorms norms() {
    var ofH = new ArrayList<Double>();
    var ofC = new ArrayList<Double>();
    for (int t = 0; t < h.size(); t++) {
      float[] dh = gradient(h.get(t));
      ofH.add(meanNorm(dh));
      if (!c.isEmpty()) {
        ofC.add(meanNorm(memoryGradient(t, dh)));
      }
    }
    return new GradientNorms(ofH, ofC);
  }

  /// The gradient of a state; zeros for the last c, which no step reads.
  private static float[] gradient(Tensor state) {
    return state.gradient().map(Tensor::toArray).orElseGet(() -> new float[state.count()]);
  }

  private float[] memoryGradient(int t, float[] dh) {
    float[] dc = gradient(c.get(t));
    float[] memory = c.get(t).toArray();
    double[] o = outputGate(t);
    for (int i = 0; i < dc.length; i++) {
      double tanhC = StrictMath.tanh(memory[i]);
      dc[i] += (float) (dh[i] * o[i] * (1 - tanhC * tanhC)); // dc += dh ⊙ o ⊙ (1 − tanh²(c))
    }
    return dc;
  }

  /// o = σ(x·Wxᵀ + bx + hPrev·Whᵀ + bh), the last H rows of the weights.
  private double[] outputGate(int t) {
    float[] wx = parameter("weight_ih_l0");
    float[] wh = parameter("weight_hh_l0");
    float[] bx = parameter("bias_ih_l0");
    float[] bh = parameter("bias_hh_l0");
    int units = model.layer.outputSize();
    int inputs = sequences.x.size(2);
    int rows = sequences.rows();
    float[] x = sequences.x.slice(0, t, t + 1).toArray();
    float[] hPrev = t == 0 ? new float[rows * units] : h.get(t - 1).toArray();
    double[] o = new double[rows * units];
    for (int b = 0; b < rows; b++) {
      for (int j = 0; j < units; j++) {
        int row = 3 * units + j; // i, f and g stand above o
        double a = (double) bx[row] + bh[row];
        for (int k = 0; k < inputs; k++) {
          a += (double) x[b * inputs + k] * wx[row * inputs + k];
        }
        for (int k = 0; k < units; k++) {
          a += (double) hPrev[b * units + k] * wh[row * units + k];
        }
        o[b * units + j] = 1 / (1 + StrictMath.exp(-a));
      }
    }
    return o;
  }

  private float[] parameter(String name) {
    return Objects.requireNonNull(model.layer.parameters().get(name)).toArray();
  }

  private double meanNorm(float[] gradients) {
    int rows = sequences.rows();
    int units = gradients.length / rows;
    double sum = 0;
    for (int b = 0; b < rows; b++) {
      double squares = 0;
      for (int i = b * units; i < (b + 1) * units; i++) {
        squares += (double) gradients[i] * gradients[i];
      }
      sum += Math.sqrt(squares);
    }
    return sum / rows;
  }
}
