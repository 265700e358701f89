package dev.recur.nn;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The loop over time of a layer, in one or both directions and for every cell: the only one.
///
///     for each block of rows, each by a worker of its own:        RowBlocks
///       for each chunk of steps:                                  Chunk
///         gates = x·Wxᵀ + b, for all steps of the chunk at once   GateInput, Joined
///         for each step of the chunk:
///           h, c = cell(gates, hPrev, cPrev)                      Cell.forward, in a Frame
///
/// No worker waits for another between steps. The tape then has one entry for the whole loop, whose
/// backward pass is [BackThroughTime].
///
/// Shapes: x (N, I) · Wx and b as in [GateInput] · y (N, D·O) · states (B, O) and (B, H), rows in
/// packed order.
final class Recurrence {
  private final List<? extends Cell> cells;
  private final Packing packing;
  private final Workers workers;
  private final Kernels kernels;
  private final GateInput input;
  private final Tensor y;
  private final DirectionMemory[] memories;
  private final RowBlocks blocks;

  private Recurrence(
      List<? extends Cell> cells, PackedSequence x, Tape tape, @Nullable Folded folded) {
    this.cells = cells;
    packing = x.packing();
    workers = tape.workers();
    kernels = workers.kernels();
    y = tape.unwritten(packing.total(), cells.size() * cells.getFirst().outputSize());
    blocks = RowBlocks.of(new Chunk(0, packing.steps() - 1), packing, cells.size(), workers);
    input = GateInput.of(x, cells, tape, blocks.count(), folded);
    memories = new DirectionMemory[cells.size()];
    for (int d = 0; d < memories.length; d++) {
      memories[d] =
          new DirectionMemory(
              cells.get(d), packing, y, d, tape.records(), blocks.count(), input.joined(d));
    }
  }

  /// The results of a layer: the outputs of all steps, the last states of each direction, and what
  /// each direction keeps until the tape is reset.
  record Result(Tensor y, List<Tensor> hN, List<Tensor> cN, List<DirectionMemory> memories) {}

  /// Runs a layer.
  ///
  /// @param cells one cell for each direction
  /// @param h0 the initial states in packed order, one for each direction, or an empty list for
  ///   zeros
  /// @param c0 the same for the second state
  /// @param truncate n: the gradient of the states stops before steps 0, n, 2n, … of the loop, so
  ///   the initial states get none; 0 for never
  /// @param folded x·Wxᵀ + b of the whole table that x may come from, if known
  static Result run(
      List<? extends Cell> cells,
      PackedSequence x,
      List<Tensor> h0,
      List<Tensor> c0,
      int truncate,
      @Nullable Folded folded) {
    Tape tape = Stepping.tape(x.tape(), h0, c0);
    Recurrence loop = new Recurrence(cells, x, tape, folded);
    loop.start(h0, c0);
    loop.forward();
    Result result = loop.result();
    List<Tensor> outputs = new ArrayList<>(result.hN);
    outputs.add(result.y);
    outputs.addAll(result.cN);
    tape.record(outputs, loop.wanted(h0, c0), () -> loop.backward(tape, h0, c0, truncate));
    return result;
  }

  /// Sets the running states to the initial ones.
  private void start(List<Tensor> h0, List<Tensor> c0) {
    for (int d = 0; d < memories.length; d++) {
      start(memories[d].hN, h0, d);
      if (memories[d].keeps) {
        System.arraycopy(memories[d].hState, 0, memories[d].hFirst, 0, memories[d].hN.count());
      }
      if (memories[d].cN != null) {
        start(memories[d].cN, c0, d);
      }
    }
  }

  private static void start(Tensor state, List<Tensor> initial, int d) {
    float[] values = state.storage().values();
    if (initial.isEmpty()) {
      Arrays.fill(values, 0, state.count(), 0f);
    } else {
      System.arraycopy(initial.get(d).storage().values(), 0, values, 0, state.count());
    }
  }

  private void forward() {
    input.prepare(workers);
    int directions = memories.length;
    workers.run(directions * blocks.count(), i -> forward(i % directions, i / directions));
  }

  /// All steps of one direction, for one block of rows.
  private void forward(int direction, int block) {
    DirectionMemory memory = memories[direction];
    Frame frame =
        new Frame(memory, packing, block, blocks.first(block), blocks.end(block), kernels);
    int steps = packing.steps();
    for (int i = 0; i < steps; ) {
      Chunk chunk = Chunk.at(memory, packing, i);
      frame.begin(chunk, packing);
      project(direction, frame, chunk);
      for (int end = i + chunk.steps(); i < end; i++) {
        if (frame.move(memory.step(i, steps))) {
          frame.step(memory.cell);
        }
      }
    }
    frame.end();
  }

  /// gates = x·Wxᵀ + b for all steps of a chunk, or what its only step needs to compute it
  private void project(int direction, Frame frame, Chunk chunk) {
    if (frame.isWhole()) {
      frame.moveAll(chunk);
      input.project(direction, frame, packing.start(chunk.first()));
      return;
    }
    for (int t = chunk.first(); t <= chunk.last(); t++) {
      if (frame.move(t)) {
        input.project(direction, frame, packing.start(t) + frame.firstRow());
      }
    }
  }

  private Result result() {
    List<Tensor> hN = new ArrayList<>();
    List<Tensor> cN = new ArrayList<>();
    for (DirectionMemory memory : memories) {
      hN.add(memory.hN);
      if (memory.cN != null) {
        cN.add(memory.cN);
      }
    }
    return new Result(y, hN, cN, List.of(memories));
  }

  /// Whether anything that the result was computed from requires a gradient.
  private boolean wanted(List<Tensor> h0, List<Tensor> c0) {
    return input.wanted()
        || h0.stream().anyMatch(h -> h.storage().wanted)
        || c0.stream().anyMatch(c -> c.storage().wanted)
        || cells.stream()
            .anyMatch(c -> c.parameters().values().stream().anyMatch(p -> !p.frozen()));
  }

  private void backward(Tape tape, List<Tensor> h0, List<Tensor> c0, int truncate) {
    float[] dy = y.storage().gradient();
    new BackThroughTime(memories, packing, input, dy, truncate, tape).run(h0, c0);
  }
}
