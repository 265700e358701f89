package dev.recur.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The numbers behind a tensor or a parameter, and their gradient: what layers see of them and
/// programs do not.
///
/// Gradients come in two kinds. That of an activation is a sum of contributions: each consumer
/// writes its own from zero ([#contribution()]) and hands it in ([#contribute(float\[\])]), so that
/// cutting a sequence into chunks changes no bit. That of a parameter is one chain that every
/// product continues ([#parameterGradient()]).
public final class Storage {
  /// The values; the array may be longer than [#count].
  public final float[] values;

  /// How many values there are.
  public final int count;

  /// Whether backward is to compute a gradient for these values.
  public boolean wanted;

  /// The gradient, or null as long as nothing contributed to it.
  public float @Nullable [] gradient;

  private final Arena arena;
  private float @Nullable [] spare;

  /// Storage over an array whose gradients come from the arena.
  public Storage(float[] values, int count, Arena arena) {
    this.values = values;
    this.count = count;
    this.arena = arena;
  }

  /// A zeroed array to write one consumer's contribution into.
  public float[] contribution() {
    return arena.zeros(count);
  }

  /// An array with any content, for a contribution that is written in full.
  public float[] unwrittenContribution() {
    return arena.take(count);
  }

  /// Adds a contribution to the gradient; the first one becomes the gradient.
  public void contribute(float[] d) {
    float[] sum = gradient;
    if (sum == null) {
      gradient = d;
      return;
    }
    for (int i = 0; i < count; i++) {
      sum[i] += d[i];
    }
  }

  /// The gradient, which somebody has contributed to.
  public float[] reachedGradient() {
    float[] d = gradient;
    if (d == null) {
      throw new IllegalStateException("no gradient has reached this tensor");
    }
    return d;
  }

  /// The gradient of a parameter, to be continued; zero on first use after [#clearGradient()].
  public float[] parameterGradient() {
    float[] d = gradient;
    if (d == null) {
      float[] old = spare;
      d = old == null ? new float[count] : old;
      if (old != null) {
        Arrays.fill(d, 0f);
      }
      spare = null;
      gradient = d;
    }
    return d;
  }

  /// Forgets the gradient; a parameter's array is kept for the next one.
  public void clearGradient() {
    if (gradient != null) {
      spare = gradient;
      gradient = null;
    }
  }
}
