package dev.recur.nn;

import dev.recur.kernel.TableLookup;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Workers;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A [GateInput] for prediction only: it has no backward pass, and computes nothing before the
/// loop.
abstract sealed class PredictionInput extends GateInput {
  private PredictionInput(List<? extends Cell> cells, Tape tape) {
    super(cells, tape);
  }

  @Override
  final boolean wanted() {
    return false;
  }

  @Override
  final void prepare(Workers workers) {}

  @Override
  final void begin() {
    throw new IllegalStateException("this input was prepared for a forward pass only");
  }

  @Override
  final void backward(int direction, Sums sums, Workers workers) {
    begin();
  }

  @Override
  final void end(DirectionGradients[] backs, Workers workers) {
    begin();
  }

  /// No product before the steps: each gets its x, and multiplies it together with its state.
  static final class InStep extends PredictionInput {
    private final float[] x;
    private final int @Nullable [] ids; // of the rows of x, if that is a table
    private final Joined[] joined;

    InStep(PackedSequence sequence, List<? extends Cell> cells, Tape tape) {
      super(cells, tape);
      Optional<TableLookup> lookup = sequence.lookup();
      ids = lookup.map(rows -> rows.all).orElse(null);
      x = lookup.map(rows -> rows.table).orElseGet(() -> sequence.data().storage()).values();
      joined = new Joined[cells.size()];
      for (int d = 0; d < joined.length; d++) {
        joined[d] = new Joined(cells.get(d), sequence.packing(), arena, kernels);
      }
    }

    @Override
    Joined joined(int direction) {
      return joined[direction];
    }

    @Override
    void project(int direction, Frame frame, int first) {
      RowWindow to = Objects.requireNonNull(frame.x);
      if (ids == null) {
        to.setRows(x, first);
      } else {
        to.gather(x, ids, first);
      }
      setStart(direction, frame.gates);
    }
  }

  /// No product at all: those of the whole table are known.
  static final class Table extends PredictionInput {
    private final Folded folded;
    private final TableLookup lookup;

    Table(Folded folded, TableLookup lookup, List<? extends Cell> cells, Tape tape) {
      super(cells, tape);
      this.folded = folded;
      this.lookup = lookup;
    }

    @Override
    void project(int direction, Frame frame, int first) {
      frame.gates.gather(folded.products(direction), lookup.all, first);
    }
  }
}
