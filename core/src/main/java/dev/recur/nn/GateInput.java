package dev.recur.nn;

import dev.recur.kernel.Arena;
import dev.recur.kernel.Kernels;
import dev.recur.kernel.TableLookup;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What goes into the gates of a layer from below, x·Wᵀ + b, and the way back from them.
///
/// Shapes: x (N, I) · the gates of one direction (N, G·H).
abstract sealed class GateInput permits GateInput.Steps, GateInput.Distinct, GateInput.Table {
  final List<? extends Cell> cells;
  final Arena arena;
  final Kernels kernels;

  /// bx + bh of each direction, (G·H).
  private final float[][] starts;

  private GateInput(List<? extends Cell> cells, Tape tape) {
    this.cells = cells;
    arena = tape.arena();
    kernels = tape.workers().kernels();
    starts = new float[cells.size()][];
    for (int d = 0; d < starts.length; d++) {
      starts[d] = arena.take(columns(d));
      cells.get(d).startBias(starts[d]);
    }
  }

  /// Equal rows of a table are multiplied once if at most three quarters of the steps are distinct:
  /// above that, copying the products costs more than it saves.
  ///
  /// @param folded the products of a whole table, which a tape that records has no use for
  static GateInput of(
      PackedSequence x, List<? extends Cell> cells, Tape tape, @Nullable Folded folded) {
    Optional<TableLookup> lookup = x.lookup();
    if (folded != null
        && !tape.records()
        && lookup.isPresent()
        && folded.isOf(lookup.get().table)) {
      return new Table(folded, lookup.get(), cells, tape);
    }
    if (lookup.isPresent() && 4L * lookup.get().distinct <= 3L * x.packing().total()) {
      return new Distinct(lookup.get(), cells, tape);
    }
    return new Steps(x.data(), cells, tape);
  }

  final int columns(int direction) {
    return cells.get(direction).gates() * cells.get(direction).hiddenSize();
  }

  final RowWindow rows(float[] data, int columns, int first, int count) {
    RowWindow rows = new RowWindow(kernels, data, columns, 0, columns);
    rows.move(first, count);
    return rows;
  }

  /// gates = x·Wᵀ + b for the steps that lie from `first` on in x.
  final void product(int direction, RowWindow gates, float[] x, int first) {
    Cell cell = cells.get(direction);
    RowWindow steps = rows(x, cell.inputSize(), first, gates.rows());
    gates.setRow(starts[direction]).plusProduct(steps, cell.weightIh, 0, columns(direction));
  }

  /// dx = da·Wx, for n rows of da that lie at this stride
  ///
  /// @param begin which row of dx is the first of them
  final void gradient(
      Cell cell, int n, float[] da, int stride, float[] dx, int begin, Workers workers) {
    int columns = cell.gates() * cell.hiddenSize();
    Shares.run(
        workers,
        n,
        (first, count) -> {
          RowWindow from = new RowWindow(kernels, da, stride, 0, columns);
          from.move(first, count);
          RowWindow to = rows(dx, cell.inputSize(), begin + first, count);
          to.setZero().plusProductTransposed(from, cell.weightIh, 0, columns); // dx = da·Wx
        });
  }

  /// Whether x wants a gradient.
  abstract boolean wanted();

  /// Does what is done for all steps at once, before the loop.
  abstract void prepare(Workers workers);

  /// Fills the gates of the steps that lie from `first` on in x.
  abstract void project(int direction, RowWindow gates, int first);

  /// Begins the way back.
  abstract void begin();

  /// Hands the gates' gradients of a chunk of steps on to x, and asks for the sums over them that
  /// belong to the input's weights.
  abstract void backward(int direction, Part part, Workers workers);

  /// Ends the way back: hands x its gradient.
  abstract void end(DirectionGradients[] backs, Workers workers);

  /// The gradients of a chunk of steps.
  ///
  /// @param back they are its first n rows
  /// @param first where they begin in a matrix of all steps
  /// @param sums the sums over them
  record Part(DirectionGradients back, int first, int n, Sums sums) {}

  /// Each step has a row of its own.
  static final class Steps extends GateInput {
    private final Tensor x;
    private final float[][] gradients;

    Steps(Tensor x, List<? extends Cell> cells, Tape tape) {
      super(cells, tape);
      this.x = x;
      gradients = new float[cells.size()][];
    }

    @Override
    boolean wanted() {
      return x.storage().wanted;
    }

    @Override
    void prepare(Workers workers) {}

    @Override
    void project(int direction, RowWindow gates, int first) {
      product(direction, gates, x.storage().values, first);
    }

    @Override
    void begin() {
      for (int d = 0; wanted() && d < gradients.length; d++) {
        gradients[d] = x.storage().unwrittenContribution();
      }
    }

    @Override
    void backward(int d, Part part, Workers workers) {
      int inputs = cells.getFirst().inputSize();
      DirectionGradients back = part.back;
      if (wanted()) {
        gradient(cells.get(d), part.n, back.d, back.dStride, gradients[d], part.first, workers);
      }
      part.sums.input(new Sums.Source(x.storage().values, part.first, 0, inputs, inputs));
    }

    @Override
    void end(DirectionGradients[] backs, Workers workers) {
      for (int d = 0; wanted() && d < gradients.length; d++) {
        x.storage().contribute(gradients[d]);
      }
    }
  }

  /// Steps are rows of a table, equal ones are computed once: forward the product of each distinct
  /// row is copied to its steps, backward the gates' gradients of its steps are summed first.
  static final class Distinct extends GateInput {
    private final TableLookup lookup;
    private final float[] x;
    private final float[][] products;
    private final float[][] sums;

    Distinct(TableLookup lookup, List<? extends Cell> cells, Tape tape) {
      super(cells, tape);
      this.lookup = lookup;
      sums = new float[cells.size()][];
      x = lookup.gather(arena);
      products = new float[cells.size()][];
      for (int d = 0; d < products.length; d++) {
        products[d] = arena.take(Math.multiplyExact(lookup.distinct, columns(d)));
      }
    }

    @Override
    boolean wanted() {
      return lookup.wanted;
    }

    @Override
    void prepare(Workers workers) {
      int parts = workers.threads();
      workers.run(
          products.length * parts,
          i -> {
            int d = i % products.length;
            int first = Sums.cut(lookup.distinct, i / products.length, parts);
            int last = Sums.cut(lookup.distinct, i / products.length + 1, parts);
            product(d, rows(products[d], columns(d), first, last - first), x, first);
          });
    }

    @Override
    void project(int direction, RowWindow gates, int first) {
      gates.gather(products[direction], lookup.index, first);
    }

    @Override
    void begin() {
      for (int d = 0; d < sums.length; d++) {
        sums[d] = arena.zeros(Math.multiplyExact(lookup.distinct, columns(d)));
      }
    }

    /// da_u = Σ da over the steps that are row u, cut by columns.
    @Override
    void backward(int d, Part part, Workers workers) {
      int columns = columns(d);
      float[] da = sums[d];
      DirectionGradients back = part.back;
      Shares.run(
          workers,
          columns,
          (first, count) -> {
            for (int i = 0; i < part.n; i++) {
              int from = i * back.dStride + first;
              int to = lookup.index[part.first + i] * columns + first;
              kernels.add(count, back.d, from, da, to); // da_u += da
            }
          });
    }

    @Override
    void end(DirectionGradients[] backs, Workers workers) {
      int inputs = cells.getFirst().inputSize();
      List<Sums> all = new ArrayList<>();
      for (int d = 0; d < backs.length; d++) {
        if (wanted()) {
          float[] dx = arena.take(lookup.distinct * inputs);
          gradient(cells.get(d), lookup.distinct, sums[d], columns(d), dx, 0, workers);
          lookup.addGradient(dx);
          arena.giveBack(dx);
        }
        Sums ofRows = new Sums(backs[d], 0, 0);
        ofRows.input(sums[d], lookup.distinct, new Sums.Source(x, 0, 0, inputs, inputs));
        all.add(ofRows);
      }
      Sums.run(all, workers);
      for (float[] da : sums) {
        arena.giveBack(da);
      }
    }
  }

  /// Steps are rows of a table whose products are all known: for prediction.
  static final class Table extends GateInput {
    private final Folded folded;
    private final TableLookup lookup;

    Table(Folded folded, TableLookup lookup, List<? extends Cell> cells, Tape tape) {
      super(cells, tape);
      this.folded = folded;
      this.lookup = lookup;
    }

    @Override
    boolean wanted() {
      return false;
    }

    @Override
    void prepare(Workers workers) {}

    @Override
    void project(int direction, RowWindow gates, int first) {
      gates.gather(folded.products(direction), lookup.all, first);
    }

    @Override
    void begin() {
      throw new IllegalStateException("a folded table has no way back");
    }

    @Override
    void backward(int direction, Part part, Workers workers) {
      begin();
    }

    @Override
    void end(DirectionGradients[] backs, Workers workers) {
      begin();
    }
  }
}
