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
/// opposite order, then the gradients of x and of the parameters, one large product each. The rows
/// of the batch are cut into blocks of about equal work, and each worker carries its block through
/// all steps; no step waits for another worker.
///
/// Shapes: y (N, D·O) · states (B, O) and (B, H), rows in packed order.
final class Recurrence {
  private static final int ROWS_OF_A_TILE = 8;

  private final List<? extends Cell> cells;
  private final Packing packing;
  private final Input input;
  private final Tensor y;
  private final Workers workers;
  private final Kernels kernels;
  private final Run[] runs;
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
    cuts = blocks(packing, workers.threads(), cells.size());
    runs = new Run[cells.size()];
    for (int d = 0; d < runs.length; d++) {
      runs[d] = new Run(cells.get(d), packing, y, d, tape.records(), cuts.length - 1);
    }
    input = Input.of(x, cells, tape, folded);
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
    for (Run run : loop.runs) {
      hN.add(run.hN);
      if (run.cN != null) {
        cN.add(run.cN);
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
    for (int d = 0; d < runs.length; d++) {
      start(runs[d].hN, h0, d);
      if (runs[d].cN != null) {
        start(runs[d].cN, c0, d);
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

  /// Cuts rows into blocks of about equal numbers of steps, at multiples of a tile's rows.
  private static int[] blocks(Packing packing, int threads, int directions) {
    int wanted = directions == 1 || threads % 2 == 1 ? threads : threads / 2;
    int most = Math.max(1, packing.rows() / ROWS_OF_A_TILE);
    int count = Math.min(wanted, most);
    int[] cuts = new int[count + 1];
    long work = 0;
    int next = 1;
    for (int p = 0; p < packing.rows() && next < count; p++) {
      work += packing.lengthAt(p);
      if (work * count >= (long) packing.total() * next && (p + 1) % ROWS_OF_A_TILE == 0) {
        cuts[next++] = p + 1;
      }
    }
    Arrays.fill(cuts, next, count + 1, packing.rows());
    return cuts;
  }

  private void forward() {
    input.prepare(workers);
    int blocks = cuts.length - 1;
    workers.run(runs.length * blocks, i -> forward(i % runs.length, i / runs.length));
  }

  private void forward(int direction, int block) {
    Run run = runs[direction];
    Frame frame = new Frame(run, packing, block, cuts[block], cuts[block + 1], kernels);
    int steps = packing.steps();
    for (int i = 0; i < steps; ) {
      Chunk chunk = Chunk.at(run, packing, i);
      frame.begin(chunk, packing);
      project(direction, frame, chunk);
      for (int end = i + chunk.steps(); i < end; i++) {
        if (frame.move(run.step(i, steps))) {
          frame.step(run.cell);
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
    BackRun[] backs = new BackRun[runs.length];
    for (int d = 0; d < runs.length; d++) {
      backs[d] = new BackRun(runs[d], packing, arena, dy);
    }
    int blocks = cuts.length - 1;
    workers.run(runs.length * blocks, i -> backward(backs[i % runs.length], i / runs.length));
    for (int d = 0; d < runs.length; d++) {
      contribute(h0, d, backs[d].dh);
      contribute(c0, d, backs[d].dc);
    }
    List<Sums> all = new ArrayList<>();
    for (BackRun back : backs) {
      Sums sums = new Sums(back, packing.total());
      back.run.cell.recurrentSums(sums);
      all.add(sums);
    }
    input.backward(backs, all, workers);
    for (BackRun back : backs) {
      arena.giveBack(back.d); // nobody else has seen it
    }
  }

  private void backward(BackRun back, int block) {
    BackFrame frame = new BackFrame(back, packing, cuts[block], cuts[block + 1], kernels);
    int steps = packing.steps();
    for (int i = steps - 1; i >= 0; i--) {
      if (frame.move(back.run.step(i, steps))) {
        frame.step(back.run.cell);
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
