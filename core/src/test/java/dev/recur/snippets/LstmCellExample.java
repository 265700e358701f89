package dev.recur.snippets;

import dev.recur.nn.LstmCell;
import dev.recur.nn.LstmState;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;

/// What the documentation of [LstmCell] shows.
final class LstmCellExample {
  private LstmCellExample() {}

  /// The state after the last step, and where no gradient went past: the state it was cut at.
  static LstmState loop(Tensor[] x, int cut) {
    // @start region="loop"
    LstmCell cell = new LstmCell(3, 4, Seed.of(1));
    Tape tape = new Tape();

    LstmState state = cell.zeroState(2); // h (B, H) and c (B, H)
    for (int t = 0; t < x.length; t++) {
      if (t == cut) {
        state = state.detach(); // no gradient flows back past this step
      }
      state = cell.forward(tape.constant(x[t]), state);
    }
    tape.backward(state.h().sum());
    // @end
    return state;
  }
}
