package dev.recur.nn;

import dev.recur.kernel.Arena;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What the loop back through time keeps of one direction of one layer.
///
/// Shapes: d (N, gradientBlocks·H, and O more for a projection) · dh (B, O) · dc (B, H) · dy (N,
/// D·O), or null if no gradient came from above.
final class BackRun {
  final Run run;
  final float[] d;
  final int dStride;
  final float[] dh;
  final float[] dc;
  final float[] scratch;
  final float @Nullable [] dy;

  BackRun(Run run, Packing packing, Arena arena, float @Nullable [] dy) {
    this.run = run;
    this.dy = dy;
    Cell cell = run.cell;
    int b = packing.rows();
    int hidden = cell.hiddenSize();
    int out = cell.outputSize();
    dStride = cell.gradientBlocks() * hidden + (cell.projects() ? out : 0);
    d = arena.take(Math.multiplyExact(packing.total(), dStride));
    dh = start(arena, run.hN, b * out);
    dc = start(arena, run.cN, b * hidden);
    scratch = arena.take(b * cell.scratchBlocks() * hidden);
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
