package dev.recur.nn;

import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Shape;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.List;

/// A single step of a cell, as the loop over time with one step: so a loop written by hand and a
/// layer are the same computation.
final class Stepping {
  private Stepping() {}

  static Tensor step(Cell cell, Tensor x, Tensor hPrev) {
    if (x.rank() == 1) {
      return step(cell, x.reshape(1, -1), hPrev.reshape(1, -1)).reshape(-1);
    }
    check(cell, x, "hPrev", hPrev, cell.outputSize());
    return run(cell, x, List.of(hPrev), List.of()).hN().getFirst();
  }

  static LstmState step(Cell cell, Tensor x, LstmState prev) {
    if (x.rank() == 1) {
      LstmState rows = new LstmState(prev.h().reshape(1, -1), prev.c().reshape(1, -1));
      LstmState next = step(cell, x.reshape(1, -1), rows);
      return new LstmState(next.h().reshape(-1), next.c().reshape(-1));
    }
    check(cell, x, "h of the state before", prev.h(), cell.outputSize());
    check(cell, x, "c of the state before", prev.c(), cell.hiddenSize());
    Recurrence.Result result = run(cell, x, List.of(prev.h()), List.of(prev.c()));
    return new LstmState(result.hN().getFirst(), result.cN().getFirst());
  }

  private static Recurrence.Result run(Cell cell, Tensor x, List<Tensor> h0, List<Tensor> c0) {
    PackedSequence one = new PackedSequence(x, Packing.full(x.size(0), 1));
    return LayerMath.of(tape(x.tape(), h0, c0)).recurrence(List.of(cell), one, h0, c0, 0, null);
  }

  private static void check(Cell cell, Tensor x, String name, Tensor state, int columns) {
    if (x.rank() != 2 || x.size(1) != cell.inputSize()) {
      throw new IllegalArgumentException(
          "x: expected shape (B, %s), one row of inputSize numbers for each sequence, got %s"
              .formatted(cell.inputSize(), Shape.of(x.shape())));
    }
    Shape.requireSame(name, new int[] {x.size(0), columns}, state.shape());
  }

  /// The tape of a result of these: that of the input, or of a state that has one.
  static Tape tape(Tape x, List<Tensor> h0, List<Tensor> c0) {
    Tape none = Tensor.scalar(0).tape();
    Tape tape = x;
    for (List<Tensor> states : List.of(h0, c0)) {
      for (Tensor state : states) {
        if (state.tape() != none && tape != none && state.tape() != tape) {
          throw new IllegalArgumentException(
              "the input and the state belong to different tapes: detach() the state of an earlier"
                  + " tape");
        }
        tape = tape == none ? state.tape() : tape;
      }
    }
    return tape;
  }
}
