package dev.recur.optim;

import dev.recur.kernel.Kernels;
import dev.recur.kernel.PutOff;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.BitSet;

/// Adam's deferred (lazy) updates: those of table rows that no token of a batch selected, applied
/// only when the row is read, with the same bits as a dense update at every step.
///
/// A row without a gradient still changes in every step: m and v decay, and w moves by what is left
/// of m. PyTorch's SparseAdam skips these updates; here each step's coefficients are recorded, and
/// a stale row, one that has not had all recorded steps, gets its missing updates in one pass,
/// while it is in the cache. Most updates need not even be computed in full: once one is too small
/// to change w, so are all later ones, and only m and v decay further.
//
// That requires updates that shrink from step to step. `updatesShrink` checks the decay rates; a
// learning rate that rises can make them grow, so w is followed in full up to the last rise.
final class DeferredRows implements PutOff {
  private static final int ROWS_A_TASK = 32;
  private static final int AHEAD = 3; // rows
  private static final int LINE = 16; // floats in a cache line

  private final Slot slot;
  private final float[] w;
  private float[] m;
  private float[] v;
  private final int width; // numbers of a row

  // The recorded steps: since the table was last up to date as a whole.
  private int recorded;
  private float[] rates = new float[256]; // lr/(1 − β1ᵗ) of each
  private float[] scales = new float[256]; // 1/√(1 − β2ᵗ) of each
  private int lastRise; // the last of them with a higher learning rate than the one before
  private AdamStep.Deferred last; // the last step; only lr, rate and scale change
  private Kernels kernels; // of the last step
  private final int[] applied; // how many of the recorded steps each row has had

  // Lists that are used again in every call.
  private int[] touched = new int[256];
  private int[] stale = new int[256];
  private int call; // the number of calls of listStale so far
  private final int[] listedIn; // the call in which each row was last listed as stale

  // The sum of what a task has touched: without it, the compiler would leave the reads out. Tasks
  // overwrite each other's, and nobody reads it.
  @SuppressWarnings("UnusedVariable")
  private float touches;

  DeferredRows(Slot slot, int width, AdamStep.Deferred first, Kernels kernels) {
    this.slot = slot;
    this.width = width;
    this.last = first;
    this.kernels = kernels;
    w = slot.parameter.storageAsIs().values();
    m = slot.array(0);
    v = slot.array(1);
    applied = new int[w.length / width];
    listedIn = new int[applied.length];
  }

  /// Whether an update without a gradient is always smaller than the one before, at a constant
  /// learning rate: the ratio u_{t+1}/u_t of docs/maths/optimisers.md is below 1 for every t.
  static boolean updatesShrink(double beta1, double beta2, double eps) {
    double power1 = beta1; // β1ᵗ
    double power2 = beta2; // β2ᵗ
    for (int t = 1; t <= 2000; t++) {
      double roots = Math.sqrt((1 - power2 * beta2) / (1 - power2));
      double ratio = beta1 / Math.sqrt(beta2) * roots * (1 - power1) / (1 - power1 * beta1);
      if (!(ratio < 0.999)) {
        return false;
      }
      power1 *= beta1;
      power2 *= beta2;
    }
    return eps > 0 && beta1 < 0.99 * Math.sqrt(beta2); // eps = 0: 0/0 in a row never touched
  }

  /// One step: updates the rows that have a gradient, and records the step for the others.
  ///
  /// @param rows the rows that have a gradient
  /// @param g the gradient of the table
  /// @param update this step's update, for any elements
  void step(
      BitSet rows, float[] g, AdamStep.Deferred step, Optimizer.Update update, Workers workers) {
    kernels = workers.kernels();
    m = slot.array(0); // which other workers may have updated elsewhere
    v = slot.array(1);
    slot.parameter.putOff(this); // from now on, readers of the table catch up first
    int count = listTouched(rows);
    catchUp(touched, count, workers::run); // their earlier updates come first
    record(step);
    workers.run(
        Math.ceilDiv(count, ROWS_A_TASK),
        task -> {
          int end = Math.min(count, (task + 1) * ROWS_A_TASK);
          float sum = 0;
          for (int i = task * ROWS_A_TASK; i < end; i++) {
            if (i + AHEAD < count) {
              sum += touch(touched[i + AHEAD], g);
            }
            update.apply(touched[i] * width, (touched[i] + 1) * width);
            applied[touched[i]] = recorded;
          }
          touches = sum;
        });
  }

  private int listTouched(BitSet rows) {
    int count = 0;
    for (int r = rows.nextSetBit(0); r >= 0; r = rows.nextSetBit(r + 1)) {
      if (count == touched.length) {
        touched = Arrays.copyOf(touched, 2 * count);
      }
      touched[count++] = r;
    }
    return count;
  }

  private void record(AdamStep.Deferred step) {
    if (recorded == rates.length) {
      rates = Arrays.copyOf(rates, 2 * recorded);
      scales = Arrays.copyOf(scales, 2 * recorded);
    }
    if (recorded > 0 && step.lr() > last.lr()) { // lr, as rate also has the bias correction
      lastRise = recorded;
    }
    rates[recorded] = step.rate();
    scales[recorded] = step.scale();
    recorded++;
    last = step;
  }

  @Override
  public synchronized void catchUp(int[] rows, int count, Runner run) {
    int found = listStale(rows, count);
    run.run(
        Math.ceilDiv(found, ROWS_A_TASK),
        task -> {
          int end = Math.min(found, (task + 1) * ROWS_A_TASK);
          float sum = 0;
          for (int i = task * ROWS_A_TASK; i < end; i++) {
            if (i + AHEAD < found) {
              sum += touch(stale[i + AHEAD], w);
            }
            catchUp(stale[i]);
          }
          touches = sum;
        });
    if (found > 0) {
      slot.parameter.storageAsIs().changed();
    }
  }

  /// Reads a row of w, m, v and another table (w itself, if only these are needed), a number from
  /// each cache line, so that they are on their way from memory before they are needed: rows that
  /// tokens select lie anywhere in tables of megabytes.
  ///
  /// @return their sum
  private float touch(int row, float[] other) {
    float sum = 0;
    int end = (row + 1) * width;
    for (int i = row * width; i < end; i += LINE) {
      sum += w[i] + m[i] + v[i] + other[i];
    }
    return sum + w[end - 1] + m[end - 1] + v[end - 1] + other[end - 1]; // rows begin within a line
  }

  /// Lists those of these rows that are stale, each once even if it occurs several times.
  private int listStale(int[] rows, int count) {
    call++;
    int found = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (applied[row] < recorded && listedIn[row] != call) {
        if (found == stale.length) {
          stale = Arrays.copyOf(stale, 2 * found);
        }
        stale[found++] = row;
        listedIn[row] = call;
      }
    }
    return found;
  }

  private void catchUp(int row) {
    applyMissing(row, w, m, v);
    applied[row] = recorded;
  }

  /// Applies the recorded steps that a row has not had yet to its values, m and v.
  private void applyMissing(int row, float[] values, float[] m, float[] v) {
    kernels.fade(
        width,
        rates,
        scales,
        applied[row],
        recorded,
        lastRise,
        last.rest1(),
        last.beta2(),
        last.eps(),
        values,
        m,
        v,
        row * width);
  }

  @Override
  public void catchUpAll() {
    catchUpAll(Workers.single());
  }

  /// Applies the missing updates of every row; no step needs to be recorded any longer.
  synchronized void catchUpAll(Workers workers) {
    workers.run(
        Math.ceilDiv(applied.length, ROWS_A_TASK),
        task -> {
          int end = Math.min(applied.length, (task + 1) * ROWS_A_TASK);
          for (int row = task * ROWS_A_TASK; row < end; row++) {
            if (applied[row] < recorded) {
              catchUp(row);
            }
          }
        });
    slot.parameter.storageAsIs().changed();
    Arrays.fill(applied, 0);
    recorded = 0;
    lastRise = 0;
    slot.parameter.forgetPutOff(this);
  }

  @Override
  public float[] caughtUpCopy() {
    return caughtUpCopies()[0];
  }

  /// Copies of m and v with all missing updates applied; m and v themselves stay as they are.
  float[][] caughtUpState() {
    float[][] copies = caughtUpCopies();
    return new float[][] {copies[1], copies[2]};
  }

  /// Copies of w, m and v.
  private synchronized float[][] caughtUpCopies() {
    float[][] copies = {
      slot.parameter.storageAsIs().values().clone(),
      slot.arrays[0].host().clone(),
      slot.arrays[1].host().clone()
    };
    for (int row = 0; row < applied.length; row++) {
      if (applied[row] < recorded) {
        applyMissing(row, copies[0], copies[1], copies[2]);
      }
    }
    return copies;
  }
}
