package dev.recur.nn;

import dev.recur.kernel.Arena;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What [BackThroughTime] keeps of one direction of a layer.
///
/// Two of the matrices have only the rows of the present chunk of steps: d, which has da (see
/// [Sums]), and hPrev, the output before each step.
///
/// Shapes: d (n, gradientBlocks·H, and O more for a projection) · hPrev (n, O) · dh (B, O) and dc
/// (B, H), the running gradients of the states · scratch (B, scratchBlocks·H) · dy (N, D·O), or
/// null if no gradient came from above.
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

  /// How many rows a chunk has at least, if there are as many.
  private final int wanted;

  DirectionGradients(DirectionMemory memory, Packing packing, Arena arena, float @Nullable [] dy) {
    this.memory = memory;
    this.dy = dy;
    Cell cell = memory.cell;
    int b = packing.rows();
    int hidden = cell.hiddenSize();
    int out = cell.outputSize();
    dStride = stride(cell);
    wanted = wanted(cell);
    int rows = Chunk.rows(packing, wanted);
    d = arena.take(Math.multiplyExact(rows, dStride));
    hPrev = arena.take(rows * out);
    dh = start(arena, memory.hN, b * out);
    dc = start(arena, memory.cN, b * hidden);
    scratch = arena.take(b * cell.scratchBlocks() * hidden);
  }

  /// The next chunk backward: the one that ends before the loop's `end`-th step.
  Chunk before(int end, Packing packing) {
    return Chunk.before(memory.reverse, packing, end, wanted);
  }

  /// How many columns d has.
  static int stride(Cell cell) {
    return cell.gradientBlocks() * cell.hiddenSize() + (cell.projects() ? cell.outputSize() : 0);
  }

  /// How many rows a chunk of the steps has at least, if there are as many.
  static int wanted(Cell cell) {
    return Math.clamp(GRADIENTS / stride(cell), LEAST_ROWS, MOST_ROWS);
  }

  /// Gives back the arrays that no tensor has.
  void giveBack(Arena arena) {
    arena.giveBack(d);
    arena.giveBack(hPrev);
    arena.giveBack(scratch);
  }

  /// The gradient of the state after the last step. If there is none it starts from −0, the one
  /// number to which anything can be added without a change of bits.
  private static float[] start(Arena arena, @Nullable Tensor state, int count) {
    float[] d = arena.take(count);
    float[] upstream = state == null ? null : state.storage().gradient();
    if (upstream == null) {
      Arrays.fill(d, 0, count, -0f);
    } else {
      System.arraycopy(upstream, 0, d, 0, count);
    }
    return d;
  }
}
