package dev.recur.snippets;

import dev.recur.nn.RnnCell;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the documentation of [RnnCell] shows.
final class RnnCellExample {
  private RnnCellExample() {}

  /// The states of every step; puts the weights' gradients into a map.
  static List<Tensor> loop(Tensor[] x, Map<String, Tensor> gradients) {
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
    cell.parameters().forEach((name, p) -> gradients.put(name, p.gradient().orElseThrow()));
    // @end
    return states;
  }
}
