package dev.recur.nn;

import dev.recur.kernel.Arena;
import dev.recur.kernel.Kernels;
import dev.recur.kernel.PackedMatrix;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The loop over time of one layer in one or both directions, for every cell: the only one.
///
/// Forward: x·Wᵀ + b of all steps at once, then step after step. Backward: step after step in the
/// opposite order, then the gradients of x and of the parameters, one large product each. The rows
/// of the batch are cut into blocks of about equal work, and each worker carries its block through
/// all steps; no step waits for another worker.
///
/// Shapes: x (N, I) · y (N, D·O) · states (B, O) and (B, H), rows in packed order.
final class Recurrence {
  private static final int ROWS_OF_A_TILE = 4;

  private final List<? extends Cell> cells;
  private final Packing packing;
  private final Tensor x;
  private final Tensor y;
  private final Workers workers;
  private final Kernels kernels;
  private final Run[] runs;
  private final int[] cuts;
  private final int truncate;

  private Recurrence(List<? extends Cell> cells, PackedSequence input, Tape tape, int truncate) {
    this.cells = cells;
    this.truncate = truncate;
    packing = input.packing();
    x = input.data();
    workers = tape.workers();
    kernels = workers.kernels();
    y = tape.unwritten(packing.total(), cells.size() * cells.getFirst().outputSize());
    runs = new Run[cells.size()];
    for (int d = 0; d < runs.length; d++) {
      runs[d] = new Run(cells.get(d), packing, y, d, tape.records());
    }
    cuts = blocks(packing, workers.threads(), cells.size());
  }

  /// What a layer gives: the states of all steps, and the last ones of each direction.
  record Result(Tensor y, List<Tensor> hN, List<Tensor> cN) {}

  /// Runs a layer.
  ///
  /// @param cells one cell a direction
  /// @param h0 the first states in packed order, one a direction, or an empty list for zeros
  /// @param c0 the same for the second state
  /// @param truncate after how many steps gradients stop on their way back; 0 is never
  static Result run(
      List<? extends Cell> cells,
      PackedSequence input,
      List<Tensor> h0,
      List<Tensor> c0,
      int truncate) {
    Tape tape = Stepping.tape(input.data(), h0, c0);
    Recurrence loop = new Recurrence(cells, input, tape, truncate);
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
    return x.storage().wanted
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
    int parts = workers.threads();
    int n = packing.total();
    workers.run(
        runs.length * parts,
        i -> {
          int part = i / runs.length;
          int first = Sums.cut(n, part, parts);
          project(runs[i % runs.length], first, Sums.cut(n, part + 1, parts));
        });
    int blocks = cuts.length - 1;
    workers.run(runs.length * blocks, i -> forward(runs[i % runs.length], i / runs.length));
  }

  /// The gates of rows first to last − 1 start as x·Wᵀ + b.
  private void project(Run run, int first, int last) {
    Cell cell = run.cell;
    int columns = cell.gates() * cell.hiddenSize();
    int inputs = cell.inputSize();
    Rows gates = new Rows(kernels, run.saved, run.savedStride, 0, columns);
    gates.move(first, last - first);
    gates.setRow(cell.biasIh, 0);
    Rows steps = new Rows(kernels, x.storage().values, inputs, 0, inputs);
    steps.move(first, last - first);
    gates.plusProduct(steps, cell.weightIh, 0, columns);
  }

  private void forward(Run run, int block) {
    Frame frame = new Frame(run, packing, cuts[block], cuts[block + 1], kernels);
    int steps = packing.steps();
    for (int i = 0; i < steps; i++) {
      if (frame.move(run.step(i, steps))) {
        frame.step(run.cell);
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
    inputGradient(backs);
    parameterGradients(backs, arena);
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

  /// dx = Σ over directions of da·Wx
  private void inputGradient(BackRun[] backs) {
    if (!x.storage().wanted) {
      return;
    }
    int parts = workers.threads();
    int n = packing.total();
    for (BackRun back : backs) {
      float[] dx = x.storage().unwrittenContribution();
      Cell cell = back.run.cell;
      int columns = cell.gates() * cell.hiddenSize();
      workers.run(
          parts,
          part -> {
            int first = Sums.cut(n, part, parts);
            int count = Sums.cut(n, part + 1, parts) - first;
            Rows da = new Rows(kernels, back.d, back.dStride, 0, columns);
            Rows rows = new Rows(kernels, dx, cell.inputSize(), 0, cell.inputSize());
            da.move(first, count);
            rows.move(first, count);
            rows.setZero().plusProductTransposed(da, cell.weightIh, 0, columns); // dx = da·Wx
          });
      x.storage().contribute(dx);
    }
  }

  private void parameterGradients(BackRun[] backs, Arena arena) {
    List<Sums.Job> jobs = Sums.jobs();
    int n = packing.total();
    int inputs = cells.getFirst().inputSize();
    PackedMatrix packedX = null;
    for (BackRun back : backs) {
      Cell cell = back.run.cell;
      int columns = cell.gates() * cell.hiddenSize();
      Sums sums = new Sums(back, n, arena, kernels, jobs);
      if (packedX == null && !cell.weightIh.frozen()) {
        packedX = sums.pack(new Sums.Source(x.storage().values, 0, inputs, inputs));
      }
      if (packedX != null) {
        sums.product(cell.weightIh, 0, columns, 0, packedX); // dWx = Σ daᵀ·x
      }
      sums.bias(cell.biasIh, 0, columns, 0); // dbx = Σ da
      cell.recurrentSums(sums);
    }
    Sums.run(jobs, n, workers);
  }
}
