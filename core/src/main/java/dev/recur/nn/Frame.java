package dev.recur.nn;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import org.jspecify.annotations.Nullable;

/// One step forward as a cell sees it: the active rows of a block, in the letters of the equations.
///
/// The cell finds x·Wᵀ + b in `gates` (see [#addRecurrent]), and the state before the step in
/// `hPrev` and `cPrev`. It writes the state after it to `h` and `c`, and to `saved` what its
/// backward pass needs.
///
/// Shapes: h, hPrev (rows, O) · c, cPrev (rows, H) · saved (rows, savedBlocks·H) · gates (rows,
/// G·H).
final class Frame extends RowBlock {
  final RowWindow hPrev;
  final RowWindow h;

  /// The second state before and after the step, for cells that have one. Without a tape both are
  /// the same window, as nothing is kept.
  final RowWindow cPrev;

  final RowWindow c;

  /// The first G·H columns of saved: what the gates are computed from, and then the gates.
  final RowWindow gates;

  /// x, if its product is computed together with that of hPrev.
  final @Nullable RowWindow x;

  private final DirectionMemory memory;
  private final @Nullable RowWindow xh;
  private final int hidden;
  private final int at;
  private final @Nullable RowWindow[] parts;

  /// @param block which of the blocks of rows this is, counted from 0
  Frame(
      DirectionMemory memory,
      Packing packing,
      int block,
      int firstRow,
      int lastRow,
      Kernels kernels) {
    super(packing, firstRow, lastRow, memory.cell.hiddenSize(), kernels);
    this.memory = memory;
    Cell cell = memory.cell;
    hidden = cell.hiddenSize();
    at = block * memory.savedRows;
    int out = cell.outputSize();
    parts = new RowWindow[cell.savedBlocks() * (cell.savedBlocks() + 1)];
    gates = saved(0, cell.gates());
    Joined joined = memory.joined;
    if (joined == null) {
      hPrev = overRows(memory.hState, out);
      x = null;
      xh = null;
    } else {
      int columns = joined.columns();
      hPrev = overRows(joined.xh, columns, joined.inputs, out);
      x = overRows(joined.xh, columns, 0, joined.inputs);
      xh = overRows(joined.xh, columns);
      joined.begin(memory.hState, firstRow, lastRow);
    }
    h = overSteps(memory.y, memory.yStride, memory.yColumn, out);
    c = overRows(memory.cState, hidden);
    cPrev = memory.keeps && cell.states() > 1 ? overSteps(memory.cPrev, hidden, 0, hidden) : c;
  }

  /// Blocks from to to − 1 of saved, side by side, each of H columns.
  RowWindow saved(int from, int to) {
    int i = from * (memory.cell.savedBlocks() + 1) + to;
    RowWindow part = parts[i];
    if (part == null) {
      part = overChunk(memory.saved, memory.savedStride, from * hidden, (to - from) * hidden);
      parts[i] = part;
    }
    return part;
  }

  /// Block j of saved.
  RowWindow saved(int j) {
    return saved(j, j + 1);
  }

  /// Begins a chunk of steps.
  void begin(Chunk chunk, Packing packing) {
    if (!memory.keeps) {
      chunk(chunk.start(packing), at);
    }
  }

  /// gates += hPrev·Whᵀ, and x·Wxᵀ too, if it is not in the gates yet
  RowWindow addRecurrent(Parameter weightHh) {
    Joined joined = memory.joined;
    return joined == null || xh == null
        ? gates.plusProduct(hPrev, weightHh, 0, memory.cell.gates() * hidden)
        : gates.plusProduct(xh, joined.weights);
  }

  /// Takes one step, from the running state to the running state.
  void step(Cell cell) {
    if (memory.keeps && cell.states() > 1) {
      cPrev.set(c);
    }
    cell.forward(this);
    hPrev.set(h);
  }

  /// Ends the loop: the running state becomes the last state.
  void end() {
    if (memory.joined != null) {
      memory.joined.end(memory.hState, firstRow(), lastRow());
    }
  }
}
