package dev.recur.snippets;

import dev.recur.nn.RnnCell;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// What the documentation of [RnnCell] shows.
final class RnnCellExample {
  private RnnCellExample() {}

  /// The states of every step, and at last the gradient of Wh.
  static List<Tensor> loop(Tensor[] x) {
    List<Tensor> states = new ArrayList<>();
    // @start region="loop"
    RnnCell cell = new RnnCell(3, 4, Seed.of(1));
    Tape tape = new Tape();

    Tensor h = cell.zeroState(2); // (B, H)
    for (int t = 0; t < x.length; t++) {
      h = cell.forward(tape.constant(x[t]), h); // the same weights at every step
      states.add(h);
    }
    tape.backward(h.sum()); // back through all steps
    Tensor dWh = cell.parameter("weight_hh").gradient().orElseThrow();
    // @end
    states.add(dWh);
    return states;
  }
}
