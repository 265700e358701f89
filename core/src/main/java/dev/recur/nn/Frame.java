package dev.recur.nn;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Packing;
import org.jspecify.annotations.Nullable;

/// What a cell sees of one step forward: the active rows of one block.
///
/// Shapes: h, hPrev (rows, O) · c, cPrev (rows, H) · saved (rows, savedBlocks·H). Without a tape
/// nothing is kept: cPrev is the running state itself.
final class Frame extends Block {
  /// The running state, which is the one before this step, and where the one after it goes.
  final Rows hPrev;

  final Rows h;

  /// The second state of cells that have one, before and after this step.
  final Rows cPrev;

  final Rows c;

  /// All that a step keeps for the way back. Its first blocks, as many as the cell has gates, come
  /// with x·Wᵀ + b already in them.
  final Rows saved;

  /// The gates' part of saved.
  final Rows gates;

  private final Run run;
  private final int hidden;
  private final int at;
  private final @Nullable Rows[] parts;

  Frame(Run run, Packing packing, int block, int firstRow, int lastRow, Kernels kernels) {
    super(packing, firstRow, lastRow, kernels);
    this.run = run;
    Cell cell = run.cell;
    hidden = cell.hiddenSize();
    at = block * run.savedRows;
    int out = cell.outputSize();
    saved = overChunk(run.saved, run.savedStride, 0, run.savedStride);
    gates = overChunk(run.saved, run.savedStride, 0, cell.gates() * hidden);
    parts = new Rows[cell.savedBlocks() * (cell.savedBlocks() + 1)];
    hPrev = overRows(run.hState, out);
    h = overSteps(run.y, run.yStride, run.yColumn, out);
    c = overRows(run.cState, hidden);
    cPrev = run.keeps && cell.states() > 1 ? overSteps(run.cPrev, hidden, 0, hidden) : c;
  }

  /// Blocks from to to − 1 of H columns of saved, side by side.
  Rows saved(int from, int to) {
    int i = from * (run.cell.savedBlocks() + 1) + to;
    Rows part = parts[i];
    if (part == null) {
      part = overChunk(run.saved, run.savedStride, from * hidden, (to - from) * hidden);
      parts[i] = part;
    }
    return part;
  }

  /// Block j.
  Rows saved(int j) {
    return saved(j, j + 1);
  }

  /// Begins a chunk of steps.
  void begin(Chunk chunk, Packing packing) {
    if (!run.keeps) {
      chunk(packing.start(chunk.first()), at);
    }
  }

  /// One step of the cell, from the running state and back into it.
  void step(Cell cell) {
    if (run.keeps && cell.states() > 1) {
      cPrev.set(c);
    }
    cell.forward(this);
    hPrev.set(h);
  }
}
