package dev.recur.train;

import dev.recur.nn.GruCell;
import dev.recur.nn.Layer;
import dev.recur.nn.Lstm;
import dev.recur.nn.LstmCell;
import dev.recur.nn.LstmState;
import dev.recur.nn.RecurrentLayer;
import dev.recur.nn.Rnn;
import dev.recur.nn.RnnCell;
import dev.recur.optim.Sgd;
import dev.recur.optim.SgdOptions;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/// Truncated back-propagation as the textbook's loop: cells, one step after the other, and
/// detach(). The layer's weights are the cell's.
///
/// Shapes: x (T, B, I) · weights of the outputs in the loss (T, B, H).
final class WindowsByHand {
  final List<SequencedMap<String, List<Float>>> gradients = new ArrayList<>();
  private final Layer cell;
  private final Tensor x;
  private final Tensor weights;
  private final int steps;
  Tensor last;
  private Tensor lastC;

  WindowsByHand(RecurrentLayer<?> layer, Tensor x, Tensor weights) {
    this.x = x;
    this.weights = weights;
    steps = x.size(0);
    last = Tensor.zeros(weights.size(1), weights.size(2));
    lastC = last;
    cell =
        switch (layer) {
          case Rnn rnn -> new RnnCell(x.size(2), weights.size(2), Seed.of(0));
          case Lstm lstm -> new LstmCell(x.size(2), weights.size(2), Seed.of(0));
          default -> new GruCell(x.size(2), weights.size(2), Seed.of(0));
        };
    Map<String, Parameter> same = layer.parameters();
    cell.parameters()
        .forEach((key, p) -> p.set(Objects.requireNonNull(same.get(key + "_l0")).toArray()));
  }

  double train(int k1, int k2) {
    var optimizer = new Sgd(cell.parameters(), new SgdOptions(0.05));
    Tensor[] hs = new Tensor[steps + 1]; // the state before step t, as the last window saw it
    Tensor[] cs = new Tensor[steps + 1];
    hs[0] = last;
    cs[0] = lastC;
    double sum = 0;
    for (int j = 0; j * k1 < steps; j++) {
      int start = Math.max(0, (j + 1) * k1 - k2);
      var tape = new Tape();
      last = hs[start].detach();
      lastC = cs[start].detach();
      Tensor loss = Tensor.scalar(0);
      for (int t = start; t < Math.min(steps, (j + 1) * k1); t++) {
        step(tape.constant(x.slice(0, t, t + 1).reshape(x.size(1), x.size(2))));
        hs[t + 1] = last.detach();
        cs[t + 1] = lastC.detach();
        if (t >= j * k1) {
          loss =
              last.times(weights.slice(0, t, t + 1).reshape(last.size(0), last.size(1)))
                  .sum()
                  .plus(loss);
        }
      }
      tape.backward(loss);
      sum += loss.item();
      gradients.add(gradients(cell));
      optimizer.step();
      optimizer.zeroGrad();
    }
    return sum;
  }

  private void step(Tensor input) {
    switch (cell) {
      case RnnCell rnn -> last = rnn.forward(input, last);
      case GruCell gru -> last = gru.forward(input, last);
      case LstmCell lstm -> {
        LstmState state = lstm.forward(input, new LstmState(last, lastC));
        last = state.h();
        lastC = state.c();
      }
      default -> throw new AssertionError(cell);
    }
  }

  /// The gradients by name, a layer's under those of its cell.
  static SequencedMap<String, List<Float>> gradients(Layer layer) {
    var all = new LinkedHashMap<String, List<Float>>();
    layer
        .parameters()
        .forEach(
            (name, p) -> {
              var values = new ArrayList<Float>();
              for (float v : p.gradient().orElseThrow().toArray()) {
                values.add(v);
              }
              all.put(name.replace("_l0", ""), values);
            });
    return all;
  }
}
