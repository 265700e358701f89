package dev.recur.kernel;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// The values of a tensor or a parameter, and their gradient: for layers, not for programs.
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

  /// Whether these values require a gradient.
  public boolean wanted;

  /// The gradient, or null if nothing has contributed to it.
  public float @Nullable [] gradient;

  private final Arena arena;
  private float @Nullable [] spare;
  private boolean clean = true; // whether the next gradient's array is zero
  private final BitSet rows = new BitSet();
  private @Nullable BitSet touched;
  private int rowWidth;

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

  /// An array with arbitrary content, for a contribution that is written in full.
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

  /// The gradient, to which something must have contributed.
  public float[] reachedGradient() {
    float[] d = gradient;
    if (d == null) {
      throw new IllegalStateException("no gradient has reached this tensor");
    }
    return d;
  }

  /// The gradient of a parameter, to be continued; zero on first use after [#clearGradient()].
  public float[] parameterGradient() {
    touched = null;
    return gradientToContinue();
  }

  /// Like [#parameterGradient()], but for a table in which only rows change that are reported to
  /// [#touch]; the others need no clearing, no clipping and, if the optimiser allows it, no update.
  public float[] tableGradient(int width) {
    if (gradient == null) {
      touched = rows;
      rowWidth = width;
    }
    return gradientToContinue();
  }

  /// Reports that something is added to this row of the table's gradient.
  public void touch(int row) {
    rows.set(row);
  }

  /// The rows of the gradient that may be other than zero, or null if this is not known.
  public @Nullable BitSet touchedRows() {
    return gradient == null ? null : touched;
  }

  /// How many elements a row of [#touchedRows()] has.
  public int rowWidth() {
    return rowWidth;
  }

  private float[] gradientToContinue() {
    float[] d = gradient;
    if (d == null) {
      float[] old = spare;
      d = old == null ? new float[count] : old;
      if (!clean) {
        Arrays.fill(d, 0f);
      }
      spare = null;
      gradient = d;
      clean = false;
    }
    return d;
  }

  /// Forgets the gradient; a parameter's array is kept for the next one.
  public void clearGradient() {
    float[] d = gradient;
    if (d == null) {
      return;
    }
    clean = touched != null;
    for (int r = clean ? rows.nextSetBit(0) : -1; r >= 0; r = rows.nextSetBit(r + 1)) {
      Arrays.fill(d, r * rowWidth, (r + 1) * rowWidth, 0f);
    }
    rows.clear();
    touched = null;
    spare = d;
    gradient = null;
  }
}
