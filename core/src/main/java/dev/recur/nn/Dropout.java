package dev.recur.nn;

import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;

/// Sets random elements to zero in training, so that no unit can rely on another. Each call takes a
/// seed; prediction does not call it.
///
///     y = x ⊙ m / (1 − p), with m = 0 in a fraction p of the places and 1 elsewhere
///
/// Shapes: x and y (N, F), packed or not. The mask is a hash of (seed, row's id, step, unit), so a
/// row has the same mask in any batch, chunk or worker.
///
/// Source: Srivastava et al. 2014, *Dropout*, section 4 (scaled while training, as in PyTorch);
/// locked, one mask for all steps of a row: Gal & Ghahramani 2016, *A Theoretically Grounded
/// Application of Dropout in Recurrent Neural Networks*, section 4.
///
/// {@snippet class="LayerExamples" region="dropout"}
public final class Dropout {
  private final double p;
  private final boolean locked;

  /// Dropout with a new mask at every step.
  ///
  /// @param p the fraction that is dropped, at least 0 and less than 1
  public Dropout(double p) {
    this(p, false);
  }

  private Dropout(double p, boolean locked) {
    Checks.dropout("dropout", p);
    this.p = p;
    this.locked = locked;
  }

  /// Variational dropout: one mask for all steps of a row.
  public static Dropout locked(double p) {
    return new Dropout(p, true);
  }

  /// Drops units of a packed batch.
  public PackedSequence forward(PackedSequence x, Seed seed) {
    return p == 0 ? x : LayerMath.of(x.tape()).dropout(this, x, seed);
  }

  PackedSequence compute(PackedSequence x, Seed seed) {
    Packing packing = x.packing();
    Tensor mask = x.data().tape().unwritten(x.data().shape());
    float[] m = mask.storage().values();
    x.tape()
        .workers()
        .run(packing.rows(), place -> draw(packing, packing.order(place), seed, m, x.features()));
    return x.with(apply(x.data(), mask));
  }

  /// Draws the masks of all steps of row b.
  private void draw(Packing packing, int b, Seed seed, float[] m, int f) {
    Seed row = seed.split(packing.rowId(b));
    for (int t = 0; t < packing.length(b); t++) {
      int at = packing.index(b, t) * f;
      if (locked && t > 0) {
        System.arraycopy(m, packing.index(b, 0) * f, m, at, f);
      } else {
        draw(locked ? row : row.split((long) packing.firstStep() + t), m, at, f);
      }
    }
  }

  /// Drops units of one vector for each row; row i has the id i.
  public Tensor forward(Tensor x, Seed seed) {
    long[] ids = new long[x.rank() < 2 ? 1 : x.size(0)];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i;
    }
    return forward(x, ids, seed);
  }

  /// Drops units of one vector for each row.
  ///
  /// @param rowIds the rows' ids in their data set
  public Tensor forward(Tensor x, long[] rowIds, Seed seed) {
    if (p == 0) {
      return x;
    }
    int rows = x.rank() < 2 ? 1 : x.size(0);
    if (rowIds.length != rows) {
      throw new IllegalArgumentException(
          "dropout: expected one row id for each of %s rows, got %s"
              .formatted(rows, rowIds.length));
    }
    return LayerMath.of(x.tape()).dropout(this, x, rowIds, seed);
  }

  Tensor compute(Tensor x, long[] rowIds, Seed seed) {
    Tensor mask = x.tape().unwritten(x.shape());
    int f = x.count() / rowIds.length;
    float[] m = mask.storage().values();
    Shares.run(
        x.tape().workers(),
        rowIds.length,
        (first, count) -> {
          for (int i = first; i < first + count; i++) {
            draw(seed.split(rowIds[i]), m, i * f, f);
          }
        });
    return apply(x, mask);
  }

  /// What the elements that are kept are multiplied by.
  float kept() {
    return (float) (1 / (1 - p));
  }

  /// An element is dropped if 53 random bits are below this.
  long limit() {
    return (long) Math.ceil(p * 0x1p53);
  }

  boolean isLocked() {
    return locked;
  }

  // uniform(i) < p, without a branch, which would be mispredicted half of the time.
  private void draw(Seed seed, float[] mask, int at, int count) {
    int kept = Float.floatToRawIntBits(kept());
    long limit = limit();
    for (int i = 0; i < count; i++) {
      int dropped = (int) (((seed.bits(i) >>> 11) - limit) >> 63); // −1, all bits, if below
      mask[at + i] = Float.intBitsToFloat(kept & ~dropped);
    }
  }

  private static Tensor apply(Tensor x, Tensor mask) {
    Workers workers = x.tape().workers();
    float[] m = mask.storage().values();
    Tensor y = x.tape().unwritten(x.shape());
    multiply(workers, x.count(), x.storage().values(), m, y.storage().values()); // y = x ⊙ m
    x.tape()
        .record(
            y,
            x.storage().wanted,
            () -> {
              float[] dx = x.storage().unwrittenContribution();
              float[] dy = y.storage().reachedGradient();
              multiply(workers, x.count(), dy, m, dx); // dx = dy ⊙ m
              x.storage().contribute(dx);
            });
    return y;
  }

  /// y = a ⊙ b
  private static void multiply(Workers workers, int n, float[] a, float[] b, float[] y) {
    Shares.run(
        workers,
        n,
        (first, count) -> workers.kernels().multiply(count, a, first, b, first, y, first));
  }
}
