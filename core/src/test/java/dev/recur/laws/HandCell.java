package dev.recur.laws;

import dev.recur.nn.GruCell;
import dev.recur.nn.Layer;
import dev.recur.nn.LstmCell;
import dev.recur.nn.LstmState;
import dev.recur.nn.RnnCell;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tensor;
import java.util.List;
import java.util.SequencedMap;

/// A cell for a loop that a test writes itself, its state as a list of tensors like a [Network]'s.
final class HandCell {
  private final Layer cell;
  private final Step step;

  private HandCell(Layer cell, Step step) {
    this.cell = cell;
    this.step = step;
  }

  private interface Step {
    List<Tensor> run(Tensor x, List<Tensor> before);
  }

  static HandCell of(RnnCell cell) {
    return new HandCell(cell, (x, before) -> List.of(cell.forward(x, before.getFirst())));
  }

  static HandCell of(GruCell cell) {
    return new HandCell(cell, (x, before) -> List.of(cell.forward(x, before.getFirst())));
  }

  static HandCell of(LstmCell cell) {
    return new HandCell(
        cell,
        (x, before) -> {
          LstmState next = cell.forward(x, new LstmState(before.get(0), before.get(1)));
          return List.of(next.h(), next.c());
        });
  }

  List<Tensor> step(Tensor x, List<Tensor> before) {
    return step.run(x, before);
  }

  SequencedMap<String, Parameter> parameters() {
    return cell.parameters();
  }
}
