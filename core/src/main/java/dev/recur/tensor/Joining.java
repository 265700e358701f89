package dev.recur.tensor;

import java.util.Arrays;
import java.util.Optional;

/// Operations that only copy numbers: slice, rows, concat and stack.
///
/// Along dimension d, a tensor consists of `outer` blocks of `size · inner` numbers.
final class Joining {
  private Joining() {}

  static Tensor slice(Tensor x, int dimension, int from, int to) {
    int d = dimension < 0 ? dimension + x.rank() : dimension;
    int size = x.size(d);
    if (from < 0 || to > size || from > to) {
      throw new IllegalArgumentException(
          "slice %s to %s does not fit dimension %s of shape %s"
              .formatted(from, to, dimension, Shape.of(x.shape())));
    }
    int[] shape = x.shape();
    shape[d] = to - from;
    int inner = inner(shape, d);
    int outer = outer(shape, d);
    return Operations.onDevice(x.tape())
        .map(device -> device.slice(x, shape, outer, size * inner, from * inner))
        .orElseGet(() -> sliced(x, shape, outer, size * inner, from * inner));
  }

  /// The numbers from `from` on of each of `outer` blocks of `size` numbers.
  private static Tensor sliced(Tensor x, int[] shape, int outer, int size, int from) {
    int width = outer == 0 ? 0 : Tensor.countOf(shape) / outer;
    Tensor y = x.tape().unwritten(shape);
    float[] xv = x.storage().values();
    for (int o = 0; o < outer; o++) {
      System.arraycopy(xv, o * size + from, y.storage().values(), o * width, width);
    }
    x.tape()
        .record(
            y,
            x.storage().wanted,
            () -> {
              float[] dy = y.storage().reachedGradient();
              float[] dx = x.storage().contribution();
              for (int o = 0; o < outer; o++) { // dx[from:to] = dy
                System.arraycopy(dy, o * width, dx, o * size + from, width);
              }
              x.storage().contribute(dx);
            });
    return y;
  }

  /// Row n of y is row i_n of x, where i is the index.
  static Tensor rows(Tensor x, int... index) {
    int count = x.size(0);
    for (int n = 0; n < index.length; n++) {
      if (index[n] < 0 || index[n] >= count) {
        throw new IllegalArgumentException(
            "rows: index %s is %s, expected 0 to %s, the rows of shape %s"
                .formatted(n, index[n], count - 1, Shape.of(x.shape())));
      }
    }
    int[] from = index.clone();
    int[] shape = x.shape();
    shape[0] = from.length;
    return Operations.onDevice(x.tape())
        .map(device -> device.rows(x, from, shape))
        .orElseGet(() -> selected(x, from, shape));
  }

  private static Tensor selected(Tensor x, int[] from, int[] shape) {
    int width = inner(shape, 0);
    Tensor y = x.tape().unwritten(shape);
    float[] xv = x.storage().values();
    for (int n = 0; n < from.length; n++) {
      System.arraycopy(xv, from[n] * width, y.storage().values(), n * width, width);
    }
    x.tape().record(y, x.storage().wanted, () -> rowsBackward(x, from, width, y));
    return y;
  }

  /// Workers share the columns, not the rows, as a row may occur several times.
  private static void rowsBackward(Tensor x, int[] from, int width, Tensor y) {
    float[] dy = y.storage().reachedGradient();
    float[] dx = x.storage().contribution();
    Workers workers = x.tape().workers();
    int parts = workers.threads();
    workers.run(
        parts,
        part -> {
          int first = (int) ((long) width * part / parts);
          int columns = (int) ((long) width * (part + 1) / parts) - first;
          for (int n = 0; n < from.length; n++) {
            int to = from[n] * width + first;
            workers
                .kernels()
                .add(columns, dy, n * width + first, dx, to); // dx_i += dy_n, i = index_n
          }
        });
    x.storage().contribute(dx);
  }

  static Tensor concat(int dimension, Tensor... parts) {
    if (parts.length == 0) {
      throw new IllegalArgumentException("concat needs at least one tensor, got none");
    }
    int[] shape = parts[0].shape();
    int d = dimension < 0 ? dimension + shape.length : dimension;
    int size = parts[0].size(d);
    boolean wanted = parts[0].storage().wanted;
    Tensor onTape = parts[0];
    for (int i = 1; i < parts.length; i++) {
      int[] other = parts[i].shape();
      size += parts[i].size(d);
      other[d] = shape[d];
      Shape.requireSame("concat, tensor %s (dimension %s aside)".formatted(i, d), shape, other);
      wanted |= parts[i].storage().wanted;
      onTape = Operations.tapeOf(onTape, parts[i]) == parts[i].tape() ? parts[i] : onTape;
    }
    shape[d] = size;
    Tensor y = onTape.tape().unwritten(shape);
    copy(parts, d, y, true);
    onTape.tape().record(y, wanted, () -> copy(parts, d, y, false));
    return y;
  }

  /// Copies the values of the parts into y, or the gradient of y to the parts.
  private static void copy(Tensor[] parts, int d, Tensor y, boolean forward) {
    int inner = inner(y.shape(), d);
    int outer = outer(y.shape(), d);
    Optional<DeviceOperations> device = Operations.onDevice(y.tape());
    if (device.isPresent()) {
      int[] widths = Arrays.stream(parts).mapToInt(part -> part.size(d) * inner).toArray();
      device.get().concat(parts, outer, widths, y, forward);
      return;
    }
    int yWidth = y.size(d) * inner;
    int at = 0;
    for (Tensor part : parts) {
      int width = part.size(d) * inner;
      if (forward) {
        for (int o = 0; o < outer; o++) {
          System.arraycopy(
              part.storage().values(), o * width, y.storage().values(), o * yWidth + at, width);
        }
      } else if (part.storage().wanted) {
        float[] dy = y.storage().reachedGradient();
        float[] dx = part.storage().unwrittenContribution();
        for (int o = 0; o < outer; o++) { // dx = its part of dy
          System.arraycopy(dy, o * yWidth + at, dx, o * width, width);
        }
        part.storage().contribute(dx);
      }
      at += width;
    }
  }

  static Tensor stack(Tensor... parts) {
    Tensor[] layers = new Tensor[parts.length];
    for (int i = 0; i < parts.length; i++) {
      Shape.requireSame("stack, tensor " + i, parts[0].shape(), parts[i].shape());
      int[] shape = new int[parts[i].rank() + 1];
      shape[0] = 1;
      System.arraycopy(parts[i].shape(), 0, shape, 1, parts[i].rank());
      layers[i] = parts[i].reshape(shape);
    }
    return concat(0, layers);
  }

  private static int inner(int[] shape, int d) {
    int inner = 1;
    for (int i = d + 1; i < shape.length; i++) {
      inner *= shape[i];
    }
    return inner;
  }

  private static int outer(int[] shape, int d) {
    int outer = 1;
    for (int i = 0; i < d; i++) {
      outer *= shape[i];
    }
    return outer;
  }
}
