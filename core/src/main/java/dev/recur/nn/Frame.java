package dev.recur.nn;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Packing;
import org.jspecify.annotations.Nullable;

/// What a cell sees of one step forward: the active rows of one block.
///
/// Shapes: h, hPrev (rows, O) · c, cPrev (rows, H) · saved (rows, savedBlocks·H). Without a tape
/// nothing is kept: cPrev is the running state itself.
final class Frame extends RowBlock {
  /// The running state, which is the one before this step, and where the one after it goes.
  final RowWindow hPrev;

  final RowWindow h;

  /// The second state of cells that have one, before and after this step.
  final RowWindow cPrev;

  final RowWindow c;

  /// All that a step keeps for the way back. Its first blocks, as many as the cell has gates, come
  /// with x·Wᵀ + b already in them.
  final RowWindow saved;

  /// The gates' part of saved.
  final RowWindow gates;

  private final DirectionMemory memory;
  private final int hidden;
  private final int at;
  private final @Nullable RowWindow[] parts;

  Frame(
      DirectionMemory memory,
      Packing packing,
      int block,
      int firstRow,
      int lastRow,
      Kernels kernels) {
    super(packing, firstRow, lastRow, kernels);
    this.memory = memory;
    Cell cell = memory.cell;
    hidden = cell.hiddenSize();
    at = block * memory.savedRows;
    int out = cell.outputSize();
    saved = overChunk(memory.saved, memory.savedStride, 0, memory.savedStride);
    gates = overChunk(memory.saved, memory.savedStride, 0, cell.gates() * hidden);
    parts = new RowWindow[cell.savedBlocks() * (cell.savedBlocks() + 1)];
    hPrev = overRows(memory.hState, out);
    h = overSteps(memory.y, memory.yStride, memory.yColumn, out);
    c = overRows(memory.cState, hidden);
    cPrev = memory.keeps && cell.states() > 1 ? overSteps(memory.cPrev, hidden, 0, hidden) : c;
  }

  /// Blocks from to to − 1 of H columns of saved, side by side.
  RowWindow saved(int from, int to) {
    int i = from * (memory.cell.savedBlocks() + 1) + to;
    RowWindow part = parts[i];
    if (part == null) {
      part = overChunk(memory.saved, memory.savedStride, from * hidden, (to - from) * hidden);
      parts[i] = part;
    }
    return part;
  }

  /// Block j.
  RowWindow saved(int j) {
    return saved(j, j + 1);
  }

  /// Begins a chunk of steps.
  void begin(Chunk chunk, Packing packing) {
    if (!memory.keeps) {
      chunk(packing.start(chunk.first()), at);
    }
  }

  /// One step of the cell, from the running state and back into it.
  void step(Cell cell) {
    if (memory.keeps && cell.states() > 1) {
      cPrev.set(c);
    }
    cell.forward(this);
    hPrev.set(h);
  }
}
