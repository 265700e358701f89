package dev.recur.nn;

import dev.recur.kernel.Arena;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What the loop back through time keeps of one direction of one layer.
///
/// It goes back a stretch of steps at a time, and only of those it has what the sums over steps are
/// made of: n rows of d and hPrev.
///
/// Shapes: d (n, gradientBlocks·H, and O more for a projection) · hPrev (n, O) · dh (B, O) · dc (B,
/// H) · dy (N, D·O), or null if no gradient came from above.
final class DirectionGradients {
  // Gradients of 4 MiB, and enough steps for the sums to be large products.
  private static final int GRADIENTS = 1 << 20;
  private static final int LEAST_ROWS = 256;
  private static final int MOST_ROWS = 2048;

  final DirectionMemory memory;
  final float[] d;
  final int dStride;
  final float[] hPrev;
  final float[] dh;
  final float[] dc;
  final float[] scratch;
  final float @Nullable [] dy;

  /// How many rows a stretch has at least, if there are as many.
  private final int wanted;

  DirectionGradients(DirectionMemory memory, Packing packing, Arena arena, float @Nullable [] dy) {
    this.memory = memory;
    this.dy = dy;
    Cell cell = memory.cell;
    int b = packing.rows();
    int hidden = cell.hiddenSize();
    int out = cell.outputSize();
    dStride = cell.gradientBlocks() * hidden + (cell.projects() ? out : 0);
    wanted = Math.clamp(GRADIENTS / dStride, LEAST_ROWS, MOST_ROWS);
    int rows = Chunk.rows(packing, wanted);
    d = arena.take(Math.multiplyExact(rows, dStride));
    hPrev = arena.take(rows * out);
    dh = start(arena, memory.hN, b * out);
    dc = start(arena, memory.cN, b * hidden);
    scratch = arena.take(b * cell.scratchBlocks() * hidden);
  }

  /// The steps before the loop's `end`-th that are gone back through together.
  Chunk before(int end, Packing packing) {
    return Chunk.before(memory, packing, end, wanted);
  }

  /// Gives back what only the way back has seen.
  void giveBack(Arena arena) {
    arena.giveBack(d);
    arena.giveBack(hPrev);
    arena.giveBack(scratch);
  }

  /// The gradient of the state after the last step. Where there is none it starts from −0, the one
  /// number that changes no bit of what is added to it.
  private static float[] start(Arena arena, @Nullable Tensor state, int count) {
    float[] d = arena.take(count);
    float[] upstream = state == null ? null : state.storage().gradient;
    if (upstream == null) {
      Arrays.fill(d, 0, count, -0f);
    } else {
      System.arraycopy(upstream, 0, d, 0, count);
    }
    return d;
  }
}
