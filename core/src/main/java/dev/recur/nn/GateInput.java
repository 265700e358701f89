package dev.recur.nn;

import dev.recur.kernel.Arena;
import dev.recur.kernel.Kernels;
import dev.recur.kernel.TableLookup;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The input of a layer's gates, x·Wxᵀ + b, and its backward pass.
///
/// There are four implementations, depending on where x comes from. Forward, all have the same
/// bits; backward, [Distinct] adds the gradients of equal rows first, so its sums round
/// differently. ([PredictionInput] has no backward pass.)
///
/// - [Steps]: any x; a product for each step.
/// - [Distinct]: x are rows of a table (an [Embedding]), many of them equal; a product for each
///   distinct row.
/// - [PredictionInput.InStep]: any x in prediction with enough rows, if the cell allows it
///   ([Joined#pays]): each step multiplies it together with the state.
/// - [PredictionInput.Table]: rows of a table in prediction, with the products of the whole table
///   known ([Folded]).
///
/// In the order of the calls: [#prepare] once before the loop, [#project] for each chunk of steps
/// forward; then, if there is a backward pass, [#begin], [#backward] for each chunk, and [#end].
///
/// Shapes: x (N, I) · gates and da of one direction (N, G·H) · Wx (G·H, I) · b = bx + bh (G·H),
/// without bh where the cell adds it elsewhere.
abstract sealed class GateInput permits GateInput.Steps, GateInput.Distinct, PredictionInput {
  final List<? extends Cell> cells;
  final Arena arena;
  final Kernels kernels;

  /// b of each direction.
  private final float[][] starts;

  GateInput(List<? extends Cell> cells, Tape tape) {
    this.cells = cells;
    arena = tape.arena();
    kernels = tape.workers().kernels();
    starts = new float[cells.size()][];
    for (int d = 0; d < starts.length; d++) {
      starts[d] = arena.take(columns(d));
      cells.get(d).startBias(starts[d]);
    }
  }

  /// The fastest way for this x. Equal rows are multiplied once if at most three quarters of the
  /// steps are distinct: above that, copying the products costs more than it saves.
  ///
  /// @param blocks how many workers share the rows
  /// @param folded the products of a whole table, if known; not used by a tape that records
  static GateInput of(
      PackedSequence x,
      List<? extends Cell> cells,
      Tape tape,
      int blocks,
      @Nullable Folded folded) {
    Optional<TableLookup> lookup = x.lookup();
    if (folded != null
        && !tape.records()
        && lookup.isPresent()
        && folded.isOf(lookup.get().table)) {
      return new PredictionInput.Table(folded, lookup.get(), cells, tape);
    }
    if (lookup.isPresent() && merges(lookup.get(), x.packing())) {
      return new Distinct(lookup.get(), cells, tape);
    }
    if (!tape.records() && Joined.pays(cells.getFirst(), x.packing(), blocks)) {
      return new PredictionInput.InStep(x, cells, tape);
    }
    return new Steps(x.data(), cells, tape);
  }

  /// Whether equal rows are multiplied once.
  static boolean merges(TableLookup lookup, Packing packing) {
    return 4L * lookup.distinct <= 3L * packing.total();
  }

  final int columns(int direction) {
    return cells.get(direction).gates() * cells.get(direction).hiddenSize();
  }

  /// gates = x·Wxᵀ + b, from row `first` of x on
  final void product(int direction, RowWindow gates, float[] x, int first) {
    Cell cell = cells.get(direction);
    RowWindow steps = RowWindow.of(kernels, x, cell.inputSize(), first, gates.rows());
    setStart(direction, gates).plusProduct(steps, cell.weightIh, 0, columns(direction));
  }

  /// gates = b
  final RowWindow setStart(int direction, RowWindow gates) {
    return gates.setRow(starts[direction]);
  }

  /// dx = da·Wx for n rows, the workers sharing them
  ///
  /// @param da shape (n, stride), of which the first G·H columns count
  /// @param begin the row of dx for the first row of da
  final void gradient(
      Cell cell, int n, float[] da, int stride, float[] dx, int begin, Workers workers) {
    int columns = cell.gates() * cell.hiddenSize();
    Shares.run(
        workers,
        n,
        (first, count) -> {
          RowWindow from = RowWindow.of(kernels, da, stride, columns, first, count);
          RowWindow to = RowWindow.of(kernels, dx, cell.inputSize(), begin + first, count);
          to.setZero().plusProductTransposed(from, cell.weightIh, 0, columns); // dx = da·Wx
        });
  }

  /// Whether x requires a gradient.
  abstract boolean wanted();

  /// Computes what is computed once for all steps.
  abstract void prepare(Workers workers);

  /// What one direction needs if each step multiplies its input itself; else null.
  @Nullable Joined joined(int direction) {
    return null;
  }

  /// gates = x·Wxᵀ + b, from row `first` of x on, or what the step needs to compute it
  abstract void project(int direction, Frame frame, int first);

  /// Begins the backward pass.
  abstract void begin();

  /// The backward pass of a chunk of steps: dx, and requests to `sums` for those of Wx and bx.
  ///
  /// @param sums the sums over the chunk, with the gradients of its gates
  abstract void backward(int direction, Sums sums, Workers workers);

  /// Ends the backward pass: x gets its gradient.
  abstract void end(DirectionGradients[] backs, Workers workers);

  /// A product for each step.
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
    void project(int direction, Frame frame, int first) {
      product(direction, frame.gates, x.storage().values(), first);
    }

    @Override
    void begin() {
      for (int d = 0; wanted() && d < gradients.length; d++) {
        gradients[d] = x.storage().unwrittenContribution();
      }
    }

    @Override
    void backward(int d, Sums sums, Workers workers) {
      int inputs = cells.getFirst().inputSize();
      DirectionGradients back = sums.back();
      if (wanted()) {
        gradient(cells.get(d), sums.n(), back.d, back.dStride, gradients[d], sums.first(), workers);
      }
      sums.input(new Sums.Factor(x.storage().values(), sums.first(), 0, inputs, inputs));
    }

    @Override
    void end(DirectionGradients[] backs, Workers workers) {
      for (int d = 0; wanted() && d < gradients.length; d++) {
        x.storage().contribute(gradients[d]);
      }
    }
  }

  /// A product for each distinct row u of a table: forward it is copied to all steps that are this
  /// row; backward the gradients of those steps are added up first, da_u = Σ da, and count as one
  /// step.
  static final class Distinct extends GateInput {
    private final TableLookup lookup;

    /// The distinct rows, (distinct, I).
    private final float[] x;

    /// x·Wxᵀ + b of each direction, (distinct, G·H).
    private final float[][] products;

    /// da_u of each direction, (distinct, G·H).
    private final float[][] gradients;

    Distinct(TableLookup lookup, List<? extends Cell> cells, Tape tape) {
      super(cells, tape);
      this.lookup = lookup;
      gradients = new float[cells.size()][];
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
            product(
                d, RowWindow.of(kernels, products[d], columns(d), first, last - first), x, first);
          });
    }

    @Override
    void project(int direction, Frame frame, int first) {
      frame.gates.gather(products[direction], lookup.index, first);
    }

    @Override
    void begin() {
      for (int d = 0; d < gradients.length; d++) {
        gradients[d] = arena.zeros(Math.multiplyExact(lookup.distinct, columns(d)));
      }
    }

    /// da_u += Σ da, the workers sharing the columns
    @Override
    void backward(int d, Sums sums, Workers workers) {
      int columns = columns(d);
      float[] da = gradients[d];
      DirectionGradients back = sums.back();
      Shares.run(
          workers,
          columns,
          (first, count) -> {
            for (int i = 0; i < sums.n(); i++) {
              int from = i * back.dStride + first;
              int to = lookup.index[sums.first() + i] * columns + first;
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
          gradient(cells.get(d), lookup.distinct, gradients[d], columns(d), dx, 0, workers);
          lookup.addGradient(dx);
          arena.giveBack(dx);
        }
        Sums sums = new Sums(backs[d], 0, 0);
        sums.input(gradients[d], lookup.distinct, new Sums.Factor(x, 0, 0, inputs, inputs));
        all.add(sums);
      }
      Sums.run(all, workers);
      for (float[] da : gradients) {
        arena.giveBack(da);
      }
    }
  }
}
