package dev.recur.optim;

import dev.recur.kernel.Kernels;
import dev.recur.kernel.PutOff;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.BitSet;

/// Adam's updates of table rows that a batch did not touch, put off until somebody reads the row.
///
/// They are computed with the kernels of the workers that took the last step.
///
/// Without a gradient an update only fades: m and v shrink, and w moves by what m still says. Put
/// off, all of a row's missed updates are done at once while it is in the cache, with the numbers
/// that each step had, so no bit differs from doing them in time. Most are not even needed in full:
/// once an update is too small to change w, so are all later ones, and only m and v go on.
//
// That needs updates that shrink from step to step, which `fades` checks for the two decay rates; a
// learning rate that rises sets a mark before which no row may settle.
final class LateRows implements PutOff {
  private static final int ROWS_A_TASK = 32;

  private final Slot slot;
  private final float[] w;
  private final int width;
  private final int[] done; // how many of the kept steps each row has had
  private float[] rates = new float[256];
  private float[] scales = new float[256];
  private int kept;
  private int lastRise;
  private int[] list = new int[256];
  private int[] behind = new int[256];
  private final int[] seen; // by which reading each row was last listed
  private int reading;
  private AdamStep.Late numbers;
  private Kernels kernels;

  LateRows(Slot slot, int width, AdamStep.Late numbers, Kernels kernels) {
    this.slot = slot;
    this.width = width;
    this.numbers = numbers;
    this.kernels = kernels;
    w = slot.parameter.storageAsIs().values;
    done = new int[w.length / width];
    seen = new int[done.length];
  }

  /// Whether an update without a gradient is always smaller than the one before it.
  static boolean fades(double beta1, double beta2, double eps) {
    double first = beta1;
    double second = beta2;
    for (int t = 1; t <= 2000; t++) {
      double roots = Math.sqrt((1 - second * beta2) / (1 - second));
      double ratio = beta1 / Math.sqrt(beta2) * roots * (1 - first) / (1 - first * beta1);
      if (!(ratio < 0.999)) {
        return false;
      }
      first *= beta1;
      second *= beta2;
    }
    return eps > 0 && beta1 < 0.99 * Math.sqrt(beta2);
  }

  /// One step: these rows get their gradient, the others wait.
  void step(BitSet rows, AdamStep.Late step, Optimizer.Update update, Workers workers) {
    kernels = workers.kernels();
    slot.parameter.putOff(this);
    int count = listed(rows);
    catchUp(list, count, workers::run);
    keep(step);
    workers.run(
        Math.ceilDiv(count, ROWS_A_TASK),
        task -> {
          int end = Math.min(count, (task + 1) * ROWS_A_TASK);
          for (int i = task * ROWS_A_TASK; i < end; i++) {
            update.range(list[i] * width, (list[i] + 1) * width);
            done[list[i]] = kept;
          }
        });
  }

  private int listed(BitSet rows) {
    int count = 0;
    for (int r = rows.nextSetBit(0); r >= 0; r = rows.nextSetBit(r + 1)) {
      if (count == list.length) {
        list = Arrays.copyOf(list, 2 * count);
      }
      list[count++] = r;
    }
    return count;
  }

  private void keep(AdamStep.Late step) {
    if (kept == rates.length) {
      rates = Arrays.copyOf(rates, 2 * kept);
      scales = Arrays.copyOf(scales, 2 * kept);
    }
    if (kept > 0 && step.rate() > rates[kept - 1]) {
      lastRise = kept;
    }
    rates[kept] = step.rate();
    scales[kept] = step.scale();
    kept++;
    numbers = step;
  }

  @Override
  public synchronized void catchUp(int[] rows, int count, Runner run) {
    int late = 0;
    reading++;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (done[row] < kept && seen[row] != reading) {
        if (late == behind.length) {
          behind = Arrays.copyOf(behind, 2 * late);
        }
        behind[late++] = row;
        seen[row] = reading; // a row that comes again is not counted again
      }
    }
    int all = late;
    run.run(
        Math.ceilDiv(all, ROWS_A_TASK),
        task -> {
          int end = Math.min(all, (task + 1) * ROWS_A_TASK);
          for (int i = task * ROWS_A_TASK; i < end; i++) {
            catchUp(behind[i]);
          }
        });
  }

  @Override
  public void catchUpAll() {
    catchUpAll(Workers.single());
  }

  synchronized void catchUpAll(Workers workers) {
    int tasks = Math.ceilDiv(done.length, ROWS_A_TASK);
    workers.run(
        tasks,
        task -> {
          int end = Math.min(done.length, (task + 1) * ROWS_A_TASK);
          for (int row = task * ROWS_A_TASK; row < end; row++) {
            if (done[row] < kept) {
              catchUp(row);
            }
          }
        });
    Arrays.fill(done, 0);
    kept = 0;
    lastRise = 0;
    slot.parameter.forgetPutOff(this);
  }

  @Override
  public float[] caughtUpCopy() {
    return caughtUpCopies()[0];
  }

  /// Copies of m and v in which every row is up to date; they themselves stay as they are.
  float[][] caughtUpState() {
    float[][] copies = caughtUpCopies();
    return new float[][] {copies[1], copies[2]};
  }

  private synchronized float[][] caughtUpCopies() {
    float[][] copies = {w.clone(), slot.arrays[0].clone(), slot.arrays[1].clone()};
    for (int row = 0; row < done.length; row++) {
      if (done[row] < kept) {
        fade(row, copies[0], copies[1], copies[2]);
      }
    }
    return copies;
  }

  private void catchUp(int row) {
    fade(row, w, slot.arrays[0], slot.arrays[1]);
    done[row] = kept;
  }

  private void fade(int row, float[] values, float[] m, float[] v) {
    kernels.fade(
        width,
        rates,
        scales,
        done[row],
        kept,
        lastRise,
        numbers.rest1(),
        numbers.beta2(),
        numbers.eps(),
        values,
        m,
        v,
        row * width);
  }
}
