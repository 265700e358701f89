package dev.recur.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.lesson.RecallTask.Sequences;
import dev.recur.oracle.CellOracle;
import dev.recur.oracle.Losses;
import dev.recur.oracle.Losses.ClassOptions;
import dev.recur.oracle.Losses.Reduction;
import dev.recur.oracle.Matrix;
import dev.recur.oracle.Operations;
import dev.recur.oracle.Weights;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The gradients that the lesson shows, against those of the double-precision oracle and of the
/// textbook's formula.
class GradientWalkTest {
  private static final int DISTANCE = 6;
  private static final int ROWS = 3;
  private static final int HIDDEN = 4;
  private static final Seed SEED = Seed.of(8);

  @ParameterizedTest
  @EnumSource(LessonNetwork.class)
  void the_norms_are_those_of_the_oracle(LessonNetwork network) {
    RecallModel model = model(network, HIDDEN);
    Sequences sequences = new RecallTask(DISTANCE).draw(ROWS, SEED);
    GradientNorms norms = GradientWalk.measure(model, sequences, Workers.single());
    List<List<Matrix>> states = differentiated(network, model, sequences);
    for (int t = 0; t <= DISTANCE; t++) {
      requireClose("h of step " + t, meanNorm(states.get(t).get(0)), norms.h().get(t));
      if (!norms.c().isEmpty()) {
        requireClose("c of step " + t, meanNorm(states.get(t).get(1)), norms.c().get(t));
      }
    }
    assertEquals(network.label().startsWith("LSTM") ? DISTANCE + 1 : 0, norms.c().size());
  }

  @Test
  void a_single_tanh_unit_passes_on_w_times_the_slope_of_each_step() {
    RecallModel model = model(LessonNetwork.RNN, 1);
    Sequences one = new RecallTask(DISTANCE).draw(1, SEED);
    GradientNorms norms = GradientWalk.measure(model, one, Workers.single());
    float[] wx = values(model, "layer.weight_ih_l0");
    double w = values(model, "layer.weight_hh_l0")[0];
    double bias = values(model, "layer.bias_ih_l0")[0] + values(model, "layer.bias_hh_l0")[0];
    double[] slope = new double[DISTANCE + 1];
    double h = 0;
    for (int t = 0; t <= DISTANCE; t++) {
      double a = w * h + bias;
      for (int i = 0; i < wx.length; i++) {
        a += wx[i] * one.x.get(t, 0, i);
      }
      h = StrictMath.tanh(a);
      slope[t] = 1 - h * h;
    }
    double expected = norms.h().get(DISTANCE);
    for (int t = DISTANCE - 1; t >= 0; t--) {
      expected *= Math.abs(w) * slope[t + 1]; // ∂L/∂h_t = ∂L/∂h_{t+1} · w · (1 − h_{t+1}²)
      requireClose("step " + t, expected, norms.h().get(t));
    }
    double share = norms.h().getFirst() / norms.h().getLast();
    assertEquals(share, norms.share(), 0);
    assertEquals(share, StrictMath.pow(norms.factorPerStep(), DISTANCE), 1e-12);
  }

  private static RecallModel model(LessonNetwork network, int hidden) {
    return new RecallModel(network.create(RecallTask.INPUTS, hidden, 50, SEED), SEED);
  }

  /// The states of all steps, with the gradients of the sum of the sequences' losses.
  private static List<List<Matrix>> differentiated(
      LessonNetwork network, RecallModel model, Sequences sequences) {
    Map<String, Matrix> parameters = new HashMap<>();
    model.parameters().forEach((name, p) -> parameters.put(name, matrix(p)));
    CellOracle cell =
        switch (network) {
          case RNN -> CellOracle.RNN_TANH;
          case LSTM, LSTM_LOG -> CellOracle.LSTM;
          case GRU, GRU_LOG -> CellOracle.GRU;
        };
    Map<String, Matrix> ofCell = new HashMap<>();
    parameters.forEach((name, m) -> ofCell.put(name.replace("layer.", ""), m));
    Weights weights = new Weights(ofCell, "_l0");
    Matrix zeros = Matrix.filled(ROWS, HIDDEN, 0);
    List<Matrix> state = List.of(zeros, zeros);
    List<List<Matrix>> states = new ArrayList<>();
    for (int t = 0; t <= DISTANCE; t++) {
      float[] x = sequences.x.slice(0, t, t + 1).toArray();
      state = cell.step(Matrix.of(ROWS, RecallTask.INPUTS, x), state, weights);
      states.add(state);
    }
    Weights linear = new Weights(parameters, "");
    Matrix weight = linear.get("linear.weight");
    Matrix scores = Operations.linear(state.getFirst(), weight, linear.get("linear.bias"));
    ClassOptions plain = ClassOptions.plain(RecallTask.SYMBOLS);
    Losses.crossEntropy(scores, sequences.answers, plain, Reduction.SUM).backward();
    return states;
  }

  private static Matrix matrix(Parameter p) {
    int[] shape = p.shape();
    return shape.length == 1
        ? Matrix.of(1, shape[0], p.toArray())
        : Matrix.of(shape[0], shape[1], p.toArray());
  }

  private static float[] values(RecallModel model, String name) {
    return Objects.requireNonNull(model.parameters().get(name)).toArray();
  }

  private static double meanNorm(Matrix state) {
    double[] d = state.gradient();
    double sum = 0;
    for (int b = 0; b < ROWS; b++) {
      double[] row = Arrays.copyOfRange(d, b * HIDDEN, (b + 1) * HIDDEN);
      sum += Math.sqrt(Arrays.stream(row).map(v -> v * v).sum());
    }
    return sum / ROWS;
  }

  private static void requireClose(String where, double expected, double actual) {
    assertEquals(expected, actual, 1e-5 * expected, where);
  }
}
