package dev.recur.snippets;

import dev.recur.nn.GruCell;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;

/// What the documentation of [GruCell] shows.
final class GruCellExample {
  private GruCellExample() {}

  /// The gradient of the first state.
  static Tensor loop(Tensor[] x, Tensor first) {
    // @start region="loop"
    GruCell cell = new GruCell(3, 4, Seed.of(1));
    Tape tape = new Tape();

    Tensor h0 = tape.input(first); // (B, H), and its gradient is wanted
    Tensor h = h0;
    for (Tensor step : x) {
      h = cell.forward(tape.constant(step), h);
    }
    tape.backward(h.sum());
    Tensor dh0 = h0.gradient().orElseThrow(); // what of the first state reached the last
    // @end
    return dh0;
  }
}
