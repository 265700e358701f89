package dev.recur.optim;

import dev.recur.kernel.PutOff;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.BitSet;

/// Adam's updates of table rows that a batch did not touch, put off until somebody reads the row.
///
/// Without a gradient an update only fades: m and v shrink, and w moves by what m still says. Put
/// off, all of a row's missed updates are done at once while it is in the cache, with the numbers
/// that each step had, so no bit differs from doing them in time. Most are not even needed in full:
/// once an update is too small to change w, so are all later ones, and only m and v go on.
//
// That needs updates that shrink from step to step, which `fades` checks for the two decay rates; a
// learning rate that rises sets a mark before which no row may settle. Where |w| is so small that a
// subnormal m could still move it, a row does not settle either.
final class LateRows implements PutOff {
  private static final int ROWS_A_TASK = 32;
  private static final int STEPS_A_CHECK = 16;
  private static final float TINY = 1e-10f;

  private final Slot slot;
  private final float[] w;
  private final int width;
  private final int[] done; // how many of the kept steps each row has had
  private float[] rates = new float[256];
  private float[] roots = new float[256];
  private int kept;
  private int lastRise;
  private int[] list = new int[256];
  private AdamStep.Late numbers;

  LateRows(Slot slot, int width, AdamStep.Late numbers) {
    this.slot = slot;
    this.width = width;
    this.numbers = numbers;
    w = slot.parameter.gradients().values;
    done = new int[w.length / width];
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
      roots = Arrays.copyOf(roots, 2 * kept);
    }
    if (kept > 0 && step.rate() > rates[kept - 1]) {
      lastRise = kept;
    }
    rates[kept] = step.rate();
    roots[kept] = step.root();
    kept++;
    numbers = step;
  }

  @Override
  public synchronized void catchUp(int[] rows, int count, Runner run) {
    run.run(
        Math.ceilDiv(count, ROWS_A_TASK),
        task -> {
          int end = Math.min(count, (task + 1) * ROWS_A_TASK);
          for (int i = task * ROWS_A_TASK; i < end; i++) {
            catchUp(rows[i]);
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
            catchUp(row);
          }
        });
    Arrays.fill(done, 0);
    kept = 0;
    lastRise = 0;
    slot.parameter.putOff(null);
  }

  private void catchUp(int row) {
    int next = done[row];
    if (next == kept) {
      return;
    }
    done[row] = kept;
    int from = row * width;
    int to = from + width;
    boolean settled = isZero(slot.arrays[0], from, to);
    while (next < kept && !settled) {
      int end = Math.min(kept, next + STEPS_A_CHECK);
      boolean more = end < kept; // otherwise nobody wants to know
      for (; next < end - (more ? 1 : 0); next++) {
        update(from, to, rates[next], roots[next]);
      }
      if (more) {
        settled = updateAndCompare(from, to, rates[next], roots[next]) && next >= lastRise;
        next++;
      }
    }
    if (next < kept && !(isZero(slot.arrays[0], from, to) && isZero(slot.arrays[1], from, to))) {
      for (; next < kept; next++) {
        fade(from, to);
      }
    }
  }

  private static boolean isZero(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      if (x[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /// What [AdamStep] does where the gradient is 0.
  private void update(int from, int to, float rate, float root) {
    float[] values = w;
    float[] m = slot.arrays[0];
    float[] v = slot.arrays[1];
    float rest1 = numbers.rest1();
    float beta2 = numbers.beta2();
    float eps = numbers.eps();
    for (int i = from; i < to; i++) {
      m[i] = Math.fma(rest1, 0f - m[i], m[i]); // β1·m
      v[i] = Math.fma(beta2, v[i], 0f); // β2·v
      float q = m[i] / ((float) Math.sqrt(v[i]) / root + eps); // m/(√v/√(1 − β2ᵗ) + eps)
      values[i] = Math.fma(-rate, q, values[i]); // w − lr/(1 − β1ᵗ)·q
    }
  }

  /// The same, and whether neither this update nor a smaller one changes w.
  private boolean updateAndCompare(int from, int to, float rate, float root) {
    float[] m = slot.arrays[0];
    float[] v = slot.arrays[1];
    boolean same = true;
    for (int i = from; i < to; i++) {
      m[i] = Math.fma(numbers.rest1(), 0f - m[i], m[i]);
      v[i] = Math.fma(numbers.beta2(), v[i], 0f);
      float q = m[i] / ((float) Math.sqrt(v[i]) / root + numbers.eps());
      float next = Math.fma(-rate, q, w[i]);
      same &= next == w[i] && (m[i] == 0 || Math.abs(next) >= TINY);
      w[i] = next;
    }
    return same;
  }

  private void fade(int from, int to) {
    float[] m = slot.arrays[0];
    float[] v = slot.arrays[1];
    float rest1 = numbers.rest1();
    float beta2 = numbers.beta2();
    for (int i = from; i < to; i++) {
      m[i] = Math.fma(rest1, 0f - m[i], m[i]); // β1·m
      v[i] = Math.fma(beta2, v[i], 0f); // β2·v
    }
  }
}
