package dev.recur.tensor;

import java.util.Arrays;

/// Copies whole rows between a padded batch and its packed matrix, and their gradients back.
final class Moves {
  private Moves() {}

  static Tensor pack(Tensor x, Packing packing, boolean batchFirst) {
    return Operations.onDevice(x.tape())
        .map(
            device ->
                device.pack(x, padded(packing, batchFirst, x.size(batchFirst ? 1 : 0)), x.size(2)))
        .orElseGet(() -> packed(x, packing, batchFirst));
  }

  /// Which row of the padded batch, of this many steps, each row of the packed matrix is.
  private static int[] padded(Packing p, boolean batchFirst, int steps) {
    int[] padded = new int[p.total()];
    for (int t = 0; t < p.steps(); t++) {
      for (int i = 0; i < p.rows(t); i++) {
        int b = p.order(i);
        padded[p.start(t) + i] = batchFirst ? b * steps + t : t * p.rows() + b;
      }
    }
    return padded;
  }

  private static Tensor packed(Tensor x, Packing packing, boolean batchFirst) {
    int f = x.size(2);
    int tStride = batchFirst ? f : x.size(1) * f;
    int bStride = batchFirst ? x.size(1) * f : f;
    Tensor y = x.tape().unwritten(packing.total(), f);
    move(packing, f, x.storage().values(), tStride, bStride, y.storage().values(), true);
    x.tape()
        .record(
            y,
            x.storage().wanted,
            () -> {
              float[] dy = y.storage().reachedGradient();
              float[] dx = x.storage().contribution(); // zero in the padding
              move(packing, f, dx, tStride, bStride, dy, false); // dx = dy
              x.storage().contribute(dx);
            });
    return y;
  }

  static Tensor unpack(Tensor x, Packing packing, boolean batchFirst, float padding, int steps) {
    int rows = packing.rows();
    int[] shape = {batchFirst ? rows : steps, batchFirst ? steps : rows, x.size(1)};
    return Operations.onDevice(x.tape())
        .map(device -> device.unpack(x, padded(packing, batchFirst, steps), shape, padding))
        .orElseGet(() -> unpacked(x, packing, batchFirst, padding, steps));
  }

  private static Tensor unpacked(
      Tensor x, Packing packing, boolean batchFirst, float padding, int steps) {
    int f = x.size(1);
    int rows = packing.rows();
    int tStride = batchFirst ? f : rows * f;
    int bStride = batchFirst ? steps * f : f;
    Tensor y = batchFirst ? x.tape().unwritten(rows, steps, f) : x.tape().unwritten(steps, rows, f);
    Arrays.fill(y.storage().values(), 0, y.count(), padding);
    move(packing, f, y.storage().values(), tStride, bStride, x.storage().values(), false);
    x.tape()
        .record(
            y,
            x.storage().wanted,
            () -> {
              float[] dy = y.storage().reachedGradient();
              float[] dx = x.storage().unwrittenContribution();
              move(packing, f, dy, tStride, bStride, dx, true); // dx = dy, without the padding
              x.storage().contribute(dx);
            });
    return y;
  }

  private static void move(
      Packing p, int f, float[] padded, int tStride, int bStride, float[] packed, boolean pack) {
    for (int t = 0; t < p.steps(); t++) {
      for (int i = 0; i < p.rows(t); i++) {
        int outside = t * tStride + p.order(i) * bStride;
        int inside = (p.start(t) + i) * f;
        if (pack) {
          System.arraycopy(padded, outside, packed, inside, f);
        } else {
          System.arraycopy(packed, inside, padded, outside, f);
        }
      }
    }
  }
}
