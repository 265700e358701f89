package dev.recur.nn;

import dev.recur.kernel.Arena;
import dev.recur.kernel.Kernels;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The backward pass of [Recurrence]: back-propagation through time.
///
///     for each chunk of steps, the last one first:
///       for each block of rows, each by a worker of its own:
///         for each step of the chunk, the last one first:
///           dh += dy
///           da, dhPrev, dcPrev from dh, dc              Cell.backward, in a BackFrame
///       dx = da·Wx, for all steps of the chunk at once  GateInput
///       dWx += Σ daᵀ·x, dbx += Σ da, …                  Sums
///     dh0 = dh, dc0 = dc
///
/// Where equal rows of x are multiplied once ([GateInput.Distinct]), dx, dWx and dbx are computed
/// once, after all chunks.
///
/// Both directions of a layer run at the same time, each over chunks of its own.
///
/// Shapes: as in [DirectionGradients].
///
/// Source: Werbos 1990, *Backpropagation Through Time: What It Does and How to Do It*. Derivation:
/// docs/maths/bptt.md.
final class BackThroughTime {
  private final DirectionMemory[] memories;
  private final Packing packing;
  private final GateInput input;
  private final int truncate;
  private final Arena arena;
  private final Workers workers;

  private final DirectionGradients[] backs;

  /// One for each direction and block of rows.
  private final BackFrame[] frames;

  /// How many steps of each direction's loop are still to be gone back.
  private final int[] left;

  /// @param dy the gradient of the outputs, or null if none came from above
  /// @param truncate n: the gradient of the states stops before steps 0, n, 2n, … of the loop, so
  ///   the initial states get none; 0 for never
  BackThroughTime(
      DirectionMemory[] memories,
      Packing packing,
      GateInput input,
      float @Nullable [] dy,
      int truncate,
      Tape tape) {
    this.memories = memories;
    this.packing = packing;
    this.input = input;
    this.truncate = truncate;
    arena = tape.arena();
    workers = tape.workers();
    Kernels kernels = workers.kernels();
    backs = new DirectionGradients[memories.length];
    for (int d = 0; d < backs.length; d++) {
      backs[d] = new DirectionGradients(memories[d], packing, arena, dy);
    }
    frames = new BackFrame[memories.length * RowBlocks.most(packing, memories.length, workers)];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = new BackFrame(backs[i % memories.length], packing, kernels);
    }
    left = new int[memories.length];
    Arrays.fill(left, packing.steps());
  }

  /// Computes all gradients.
  ///
  /// @param h0 the initial states, or an empty list if they were zeros
  /// @param c0 the same for the second state
  void run(List<Tensor> h0, List<Tensor> c0) {
    input.begin();
    while (Arrays.stream(left).anyMatch(steps -> steps > 0)) {
      chunk();
    }
    for (int d = 0; d < backs.length; d++) {
      contribute(h0, d, backs[d].dh);
      contribute(c0, d, backs[d].dc);
    }
    input.end(backs, workers);
    for (DirectionGradients back : backs) {
      back.giveBack(arena);
    }
  }

  /// One chunk of each direction that still has one: its steps, then the sums over them.
  private void chunk() {
    Chunk[] chunks = new Chunk[memories.length];
    for (int d = 0; d < chunks.length; d++) {
      if (left[d] > 0) {
        chunks[d] = backs[d].before(left[d], packing);
      }
    }
    steps(chunks);
    List<Sums> all = new ArrayList<>();
    for (int d = 0; d < chunks.length; d++) {
      if (left[d] > 0) {
        Sums sums = new Sums(backs[d], chunks[d].start(packing), chunks[d].rows(packing));
        memories[d].cell.recurrentSums(sums);
        input.backward(d, sums, workers);
        all.add(sums);
        left[d] -= chunks[d].steps();
      }
    }
    Sums.run(all, workers);
  }

  private void steps(Chunk[] chunks) {
    int directions = memories.length;
    RowBlocks[] blocks = new RowBlocks[directions];
    for (int d = 0; d < directions; d++) {
      if (left[d] > 0) {
        blocks[d] = RowBlocks.of(chunks[d], packing, directions, workers);
      }
    }
    workers.run(
        frames.length,
        i -> {
          int d = i % directions;
          int block = i / directions;
          if (left[d] > 0 && block < blocks[d].count()) {
            frames[i].begin(chunks[d], packing, blocks[d].first(block), blocks[d].end(block));
            steps(d, frames[i], chunks[d].steps());
          }
        });
  }

  /// The last `count` of the steps that are left of a direction, for one block of rows.
  private void steps(int d, BackFrame frame, int count) {
    DirectionMemory memory = memories[d];
    for (int i = left[d] - 1; i >= left[d] - count; i--) {
      int t = memory.step(i, packing.steps());
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
