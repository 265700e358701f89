package dev.recur.nn;

import dev.recur.kernel.Arena;
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

/// The loop over time of one layer in one or both directions, for every cell: the only one.
///
/// Forward: x·Wᵀ + b of a chunk of steps, then step after step. Backward: step after step in the
/// opposite order, and behind each chunk of steps the gradients of x and of the parameters, one
/// large product each. The rows of the batch are cut into blocks of about equal work, and each
/// worker carries its block through all steps, or all of a chunk on the way back; no step waits for
/// another worker.
///
/// Shapes: y (N, D·O) · states (B, O) and (B, H), rows in packed order.
final class Recurrence {
  private static final int ROWS_OF_A_TILE = 8;

  private final List<? extends Cell> cells;
  private final Packing packing;
  private final GateInput input;
  private final Tensor y;
  private final Workers workers;
  private final Kernels kernels;
  private final DirectionMemory[] memories;
  private final int[] cuts;
  private final int truncate;

  private Recurrence(
      List<? extends Cell> cells,
      PackedSequence x,
      Tape tape,
      int truncate,
      @Nullable Folded folded) {
    this.cells = cells;
    this.truncate = truncate;
    packing = x.packing();
    workers = tape.workers();
    kernels = workers.kernels();
    y = tape.unwritten(packing.total(), cells.size() * cells.getFirst().outputSize());
    cuts = blocks(new Chunk(0, packing.steps() - 1));
    memories = new DirectionMemory[cells.size()];
    for (int d = 0; d < memories.length; d++) {
      memories[d] =
          new DirectionMemory(cells.get(d), packing, y, d, tape.records(), cuts.length - 1);
    }
    input = GateInput.of(x, cells, tape, folded);
  }

  /// What a layer gives: the states of all steps, and the last ones of each direction.
  record Result(Tensor y, List<Tensor> hN, List<Tensor> cN) {}

  /// Runs a layer.
  ///
  /// @param cells one cell a direction
  /// @param h0 the first states in packed order, one a direction, or an empty list for zeros
  /// @param c0 the same for the second state
  /// @param truncate after how many steps gradients stop on their way back; 0 is never
  /// @param folded the products of the table that x may come from, if they are known
  static Result run(
      List<? extends Cell> cells,
      PackedSequence x,
      List<Tensor> h0,
      List<Tensor> c0,
      int truncate,
      @Nullable Folded folded) {
    Tape tape = Stepping.tape(x.tape(), h0, c0);
    Recurrence loop = new Recurrence(cells, x, tape, truncate, folded);
    loop.start(h0, c0);
    loop.forward();
    List<Tensor> hN = new ArrayList<>();
    List<Tensor> cN = new ArrayList<>();
    for (DirectionMemory memory : loop.memories) {
      hN.add(memory.hN);
      if (memory.cN != null) {
        cN.add(memory.cN);
      }
    }
    List<Tensor> outputs = new ArrayList<>(hN);
    outputs.add(loop.y);
    outputs.addAll(cN);
    tape.record(outputs, loop.wanted(h0, c0), () -> loop.backward(tape.arena(), h0, c0));
    return new Result(loop.y, hN, cN);
  }

  private boolean wanted(List<Tensor> h0, List<Tensor> c0) {
    return input.wanted()
        || h0.stream().anyMatch(h -> h.storage().wanted)
        || c0.stream().anyMatch(c -> c.storage().wanted)
        || cells.stream()
            .anyMatch(c -> c.parameters().values().stream().anyMatch(p -> !p.frozen()));
  }

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
    float[] values = state.storage().values;
    if (initial.isEmpty()) {
      Arrays.fill(values, 0, state.count(), 0f);
    } else {
      System.arraycopy(initial.get(d).storage().values, 0, values, 0, state.count());
    }
  }

  /// Cuts the rows of a chunk into blocks of about equal numbers of steps, at multiples of a tile's
  /// rows.
  private int[] blocks(Chunk chunk) {
    int threads = workers.threads();
    int wanted = cells.size() == 1 || threads % 2 == 1 ? threads : threads / 2;
    int rows = packing.rows(chunk.first());
    int count = Math.min(wanted, Math.max(1, rows / ROWS_OF_A_TILE));
    int[] blocks = new int[count + 1];
    long all = chunk.rows(packing);
    long work = 0;
    int next = 1;
    for (int p = 0; p < rows && next < count; p++) {
      work += Math.min(packing.lengthAt(p), chunk.last() + 1) - chunk.first();
      if (work * count >= all * next && (p + 1) % ROWS_OF_A_TILE == 0) {
        blocks[next++] = p + 1;
      }
    }
    Arrays.fill(blocks, next, count + 1, rows);
    return blocks;
  }

  private void forward() {
    input.prepare(workers);
    int blocks = cuts.length - 1;
    workers.run(memories.length * blocks, i -> forward(i % memories.length, i / memories.length));
  }

  private void forward(int direction, int block) {
    DirectionMemory memory = memories[direction];
    Frame frame = new Frame(memory, packing, block, cuts[block], cuts[block + 1], kernels);
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
  }

  /// The gates of all steps of a chunk start as x·Wᵀ + b.
  private void project(int direction, Frame frame, Chunk chunk) {
    if (frame.isWhole()) {
      frame.moveAll(chunk);
      input.project(direction, frame.gates, packing.start(chunk.first()));
      return;
    }
    for (int t = chunk.first(); t <= chunk.last(); t++) {
      if (frame.move(t)) {
        input.project(direction, frame.gates, packing.start(t) + frame.firstRow());
      }
    }
  }

  private void backward(Arena arena, List<Tensor> h0, List<Tensor> c0) {
    float[] dy = y.storage().gradient;
    DirectionGradients[] backs = new DirectionGradients[memories.length];
    BackFrame[] frames = new BackFrame[memories.length * (cuts.length - 1)];
    for (int d = 0; d < memories.length; d++) {
      backs[d] = new DirectionGradients(memories[d], packing, arena, dy);
    }
    for (int i = 0; i < frames.length; i++) {
      frames[i] = new BackFrame(backs[i % memories.length], packing, kernels);
    }
    input.begin();
    int[] ends = new int[memories.length];
    Arrays.fill(ends, packing.steps());
    while (backward(backs, frames, ends)) {
      // one chunk after the other
    }
    for (int d = 0; d < memories.length; d++) {
      contribute(h0, d, backs[d].dh);
      contribute(c0, d, backs[d].dc);
    }
    input.end(backs, workers);
    for (DirectionGradients back : backs) {
      back.giveBack(arena);
    }
  }

  /// A chunk of steps of each direction, back from where it ended; says whether there are more.
  private boolean backward(DirectionGradients[] backs, BackFrame[] frames, int[] ends) {
    Chunk[] chunks = new Chunk[memories.length];
    int[][] blocks = new int[memories.length][];
    for (int d = 0; d < memories.length; d++) {
      if (ends[d] > 0) {
        chunks[d] = backs[d].before(ends[d], packing);
        blocks[d] = blocks(chunks[d]);
      }
    }
    workers.run(
        frames.length,
        i -> {
          int d = i % memories.length;
          int block = i / memories.length;
          if (ends[d] > 0 && block < blocks[d].length - 1) {
            frames[i].begin(chunks[d], packing, blocks[d][block], blocks[d][block + 1]);
            backward(frames[i], memories[d], ends[d], chunks[d].steps());
          }
        });
    List<Sums> all = new ArrayList<>();
    for (int d = 0; d < memories.length; d++) {
      if (ends[d] > 0) {
        int first = chunks[d].start(packing);
        int n = chunks[d].rows(packing);
        Sums sums = new Sums(backs[d], first, n);
        memories[d].cell.recurrentSums(sums);
        input.backward(d, new GateInput.Part(backs[d], first, n, sums), workers);
        all.add(sums);
        ends[d] -= chunks[d].steps();
      }
    }
    Sums.run(all, workers);
    int left = 0;
    for (int end : ends) {
      left = Math.max(left, end);
    }
    return left > 0;
  }

  private void backward(BackFrame frame, DirectionMemory memory, int end, int count) {
    int steps = packing.steps();
    for (int i = end - 1; i >= end - count; i--) {
      int t = memory.step(i, steps);
      if (frame.move(t)) {
        frame.step(memory.cell, t);
        if (truncate > 0 && i % truncate == 0) {
          frame.cut();
        }
      }
    }
  }

  private static void contribute(List<Tensor> initial, int d, float[] gradient) {
    if (!initial.isEmpty() && initial.get(d).storage().wanted) {
      initial.get(d).storage().contribute(gradient);
    }
  }
}
