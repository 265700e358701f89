package dev.recur.examples;

import dev.recur.loss.MSELoss;
import dev.recur.nn.Layer;
import dev.recur.nn.Linear;
import dev.recur.nn.Rnn;
import dev.recur.optim.Adam;
import dev.recur.optim.AdamOptions;
import dev.recur.optim.Clipping;
import dev.recur.optim.Optimizer;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import dev.recur.train.TruncatedBptt;
import java.util.Map;
import java.util.SequencedMap;

/// A prediction at every step of a series that is too long to back-propagate through: a network
/// reads a wave and predicts the next value, trained by truncated back-propagation through time.
///
///     ŷ_t = W·h_t + b,    E = Σ_t (ŷ_t − y_t)²,    y_t = x_{t+1}
///
/// There is an update every k1 = 10 steps, whose gradients go back over k2 = 25 steps. The state is
/// carried over from window to window, so the past is not lost where the gradient ends.
public final class EveryStep {
  private static final int ROWS = 4; // waves side by side, each with its own phase
  private static final int TRAIN = 600;
  private static final int TEST = 200;
  private static final int HIDDEN = 24;

  private EveryStep() {}

  public static void main(String[] args) {
    Rnn rnn = new Rnn(1, HIDDEN, Seed.of(1));
    Linear linear = new Linear(HIDDEN, 1, Seed.of(2));
    SequencedMap<String, Parameter> all =
        Layer.join(Map.entry("rnn", rnn), Map.entry("linear", linear));
    Optimizer optimizer = new Adam(all, new AdamOptions(3e-3));
    MSELoss loss = new MSELoss();
    TruncatedBptt<Tensor> bptt = new TruncatedBptt<>(rnn, 10, 25);

    Tape tape = new Tape();
    Tensor state = rnn.zeroState(ROWS);
    for (int pass = 1; pass <= 12; pass++) {
      TruncatedBptt.Pass<Tensor> done =
          bptt.run(
              tape,
              TRAIN,
              rnn.zeroState(ROWS),
              (t, from, to) -> t.constant(wave(from, to)), // (steps, B, 1)
              (h, from, to) -> loss.forward(scores(linear, h), wave(from + 1, to + 1)),
              () -> {
                Clipping.clipByGlobalNorm(all, 1);
                optimizer.step();
                optimizer.zeroGrad();
              });
      state = done.state(); // after step TRAIN − 1, where the test begins
      System.out.printf(
          "pass %2d: %d updates, mean loss %.5f%n",
          pass, done.updates(), done.loss() / done.updates());
    }

    // The steps after the training data, from the state at its end.
    Tensor x = Tape.inference(Workers.single()).constant(wave(TRAIN, TRAIN + TEST));
    Tensor next = wave(TRAIN + 1, TRAIN + TEST + 1);
    double network = loss.forward(scores(linear, rnn.forward(x, state).output()), next).item();
    double sameAgain =
        loss.forward(x, next).item(); // the forecast "same as now", which a network has to beat
    System.out.printf("mean squared error %.5f, saying \"as now\" %.5f%n", network, sameAgain);
    if (!(network < sameAgain / 10)) {
      throw new AssertionError("expected a tenth of the error of saying \"as now\"");
    }
  }

  /// ŷ of every step: (steps, B, H) to (steps, B, 1).
  private static Tensor scores(Linear linear, Tensor h) {
    return linear.forward(h.reshape(-1, HIDDEN)).reshape(h.size(0), h.size(1), 1);
  }

  /// Steps from to to − 1 of every row: the sum of two tones, which a single value does not reveal.
  private static Tensor wave(int from, int to) {
    float[] values = new float[(to - from) * ROWS];
    for (int i = 0; i < values.length; i++) {
      double t = from + i / ROWS + 11.0 * (i % ROWS);
      values[i] = (float) (0.6 * Math.sin(t / 2.3) + 0.4 * Math.sin(t / 5.1));
    }
    return Tensor.of(values, to - from, ROWS, 1);
  }
}
