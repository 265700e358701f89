package dev.recur.kernel;

import dev.recur.accelerator.DeviceArray;
import org.jspecify.annotations.Nullable;

/// The transpose of one weight matrix on an accelerator, kept until the matrix has another version.
public final class TransposeCache {
  private @Nullable DeviceArray transpose;
  private long version;

  /// The transpose of a matrix (rows, columns).
  public synchronized DeviceArray get(
      DeviceKernels kernels, Storage matrix, int rows, int columns, long now) {
    DeviceArray known = transpose;
    if (known != null && version == now && known.owner().equals(kernels.accelerator())) {
      return known;
    }
    if (known == null || !known.owner().equals(kernels.accelerator())) {
      known = kernels.accelerator().allocate(rows * columns);
      transpose = known;
    }
    kernels.transpose(rows, columns, matrix.valuesOn(kernels.accelerator()), known);
    version = now;
    return known;
  }
}
