package dev.recur.kernel;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// The values of a tensor or a parameter, and their gradient: for layers, not for programs. Both
/// are in the CPU's memory, in that of an accelerator, or in both ([Mirror]); a method whose name
/// has `On` is for operations that compute there.
///
/// Gradients come in two kinds. That of an activation is a sum of contributions: each consumer
/// writes its own from zero ([#contribution()]) and hands it in ([#contribute(float\[\])]), so that
/// cutting a sequence into chunks changes no bit. That of a parameter is one chain that every
/// product continues ([#parameterGradient()]).
public final class Storage {
  /// How many values there are.
  public final int count;

  /// Whether these values require a gradient.
  public boolean wanted;

  private final Arena arena;
  private final Mirror values;
  private @Nullable Mirror gradient;
  private @Nullable Mirror spare;
  private boolean clean = true; // whether the next gradient's array is zero
  private final BitSet rows = new BitSet();
  private @Nullable BitSet touched;
  private int rowWidth;

  /// Storage over an array whose gradients come from the arena.
  public Storage(float[] values, int count, Arena arena) {
    this.values = new Mirror(values, count, arena);
    this.count = count;
    this.arena = arena;
  }

  /// Storage of arbitrary values, to be written where they are computed.
  public Storage(int count, Arena arena) {
    this.values = new Mirror(count, arena);
    this.count = count;
    this.arena = arena;
  }

  /// The values, to be read, or to be written if nothing has read them yet; the array may be longer
  /// than [#count].
  public float[] values() {
    return values.host();
  }

  /// Reports that [#values()] were changed in place.
  public void changed() {
    values.changedOnHost();
  }

  /// The values on an accelerator, to be read.
  public DeviceArray valuesOn(Accelerator accelerator) {
    return values.on(accelerator);
  }

  /// The values on an accelerator, to be changed.
  public DeviceArray changedOn(Accelerator accelerator) {
    return values.onToChange(accelerator);
  }

  /// Reports that the values of [#valuesOn] were changed in place, after the launch that does it.
  public void changedOnDevice() {
    values.changedOnDevice();
  }

  /// The values on an accelerator, to be written in full.
  public DeviceArray writtenOn(Accelerator accelerator) {
    return values.onToWrite(accelerator);
  }

  /// Whether anything has contributed to the gradient.
  public boolean hasGradient() {
    return gradient != null;
  }

  /// The gradient, or null if nothing has contributed to it.
  public float @Nullable [] gradient() {
    Mirror d = gradient;
    return d == null ? null : d.host();
  }

  /// The gradient, to be changed in place, or null if nothing has contributed to it.
  public float @Nullable [] gradientToChange() {
    Mirror d = gradient;
    return d == null ? null : d.hostToChange();
  }

  /// The gradient on an accelerator, or null if nothing has contributed to it.
  public @Nullable DeviceArray gradientOn(Accelerator accelerator) {
    Mirror d = gradient;
    return d == null ? null : d.on(accelerator);
  }

  /// The gradient on an accelerator, to be changed, or null if nothing has contributed to it.
  public @Nullable DeviceArray gradientToChangeOn(Accelerator accelerator) {
    Mirror d = gradient;
    return d == null ? null : d.onToChange(accelerator);
  }

  /// Forgets the gradient of an activation.
  public void dropGradient() {
    gradient = null;
  }

  /// A zeroed array to write one consumer's contribution into.
  public float[] contribution() {
    return arena.zeros(count);
  }

  /// An array with arbitrary content, for a contribution that is written in full.
  public float[] unwrittenContribution() {
    return arena.take(count);
  }

  /// The same on an accelerator.
  public DeviceArray unwrittenContributionOn(Accelerator accelerator) {
    return arena.takeOn(accelerator, count);
  }

  /// Adds a contribution to the gradient; the first one becomes the gradient.
  public void contribute(float[] d) {
    if (gradient == null) {
      gradient = new Mirror(d, count, arena);
      return;
    }
    float[] sum = gradient.hostToChange();
    for (int i = 0; i < count; i++) {
      sum[i] += d[i];
    }
  }

  /// The same for a contribution that was computed on an accelerator.
  public void contribute(DeviceArray d) {
    if (gradient == null) {
      gradient = new Mirror(d, count, arena);
      return;
    }
    DeviceKernels.on(d.owner()).add(count, d, gradient.onToChange(d.owner()));
  }

  /// The gradient, to which something must have contributed.
  public float[] reachedGradient() {
    return reached().host();
  }

  /// The same on an accelerator.
  public DeviceArray reachedGradientOn(Accelerator accelerator) {
    return reached().on(accelerator);
  }

  private Mirror reached() {
    Mirror d = gradient;
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
    byRows(width);
    return gradientToContinue();
  }

  /// Like [#parameterGradient()], on an accelerator.
  public DeviceArray parameterGradientOn(Accelerator accelerator) {
    touched = null;
    return gradientToContinueOn(accelerator);
  }

  /// Like [#tableGradient], on an accelerator.
  public DeviceArray tableGradientOn(Accelerator accelerator, int width) {
    byRows(width);
    return gradientToContinueOn(accelerator);
  }

  private void byRows(int width) {
    if (gradient == null) {
      touched = rows;
      rowWidth = width;
    }
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
    Mirror d = gradient;
    if (d != null) {
      return d.hostToChange();
    }
    Mirror old = spare;
    Mirror next = old == null ? new Mirror(new float[count], count, arena) : old;
    float[] zeros = next.hostToChange();
    if (!clean) {
      Arrays.fill(zeros, 0f);
    }
    begin(next);
    return zeros;
  }

  private DeviceArray gradientToContinueOn(Accelerator accelerator) {
    Mirror d = gradient;
    if (d != null) {
      return d.onToChange(accelerator);
    }
    Mirror old = spare;
    Mirror next = old == null ? new Mirror(count, arena) : old;
    DeviceArray zeros = next.onToWrite(accelerator);
    DeviceKernels.on(accelerator).fill(count, 0f, zeros, 0);
    begin(next);
    return zeros;
  }

  private void begin(Mirror next) {
    spare = null;
    gradient = next;
    clean = false;
  }

  /// Forgets the gradient; a parameter's array is kept for the next one.
  public void clearGradient() {
    Mirror d = gradient;
    if (d == null) {
      return;
    }
    clean = touched != null && d.isOnHost();
    if (clean) {
      float[] g = d.hostToChange();
      for (int r = rows.nextSetBit(0); r >= 0; r = rows.nextSetBit(r + 1)) {
        Arrays.fill(g, r * rowWidth, (r + 1) * rowWidth, 0f);
      }
    }
    rows.clear();
    touched = null;
    spare = d;
    gradient = null;
  }
}
