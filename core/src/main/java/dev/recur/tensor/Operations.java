package dev.recur.tensor;

import dev.recur.kernel.Kernels;
import dev.recur.kernel.PackedMatrix;
import java.util.Arrays;
import java.util.Optional;

/// The small operations on tensors, each with its backward pass right below.
///
/// The result of an operation on two tensors belongs to the tape of the one that has one. If the
/// shape of b is the end of the shape of a, element i of a is combined with element i mod |b| of b.
final class Operations {
  private Operations() {}

  static Tensor reshape(Tensor x, int[] newShape) {
    int[] shape = resolve(x, newShape);
    return onDevice(x.tape())
        .map(device -> device.reshape(x, shape))
        .orElseGet(() -> reshaped(x, shape));
  }

  /// The operations of the tape's accelerator, if there is one.
  static Optional<DeviceOperations> onDevice(Tape tape) {
    return tape.workers().accelerator().map(DeviceOperations::new);
  }

  private static Tensor reshaped(Tensor x, int[] shape) {
    Tensor y = x.tape().unwritten(shape);
    System.arraycopy(x.storage().values(), 0, y.storage().values(), 0, x.count());
    x.tape()
        .record(
            y,
            x.storage().wanted,
            () -> {
              float[] dx = x.storage().unwrittenContribution();
              System.arraycopy(y.storage().reachedGradient(), 0, dx, 0, x.count()); // dx = dy
              x.storage().contribute(dx);
            });
    return y;
  }

  private static int[] resolve(Tensor x, int[] newShape) {
    int[] shape = newShape.clone();
    int open = -1;
    int known = 1;
    for (int d = 0; d < shape.length; d++) {
      if (shape[d] == -1 && open < 0) {
        open = d;
      } else {
        known *= shape[d];
      }
    }
    if (open >= 0) {
      shape[open] = known == 0 ? 0 : x.count() / known;
    }
    if (Tensor.countOf(shape) != x.count()) {
      throw new IllegalArgumentException(
          "shape %s has %s numbers, which do not fit into shape %s"
              .formatted(Shape.of(x.shape()), x.count(), Shape.of(newShape)));
    }
    return shape;
  }

  /// y = a + b
  static Tensor plus(Tensor a, Tensor b) {
    Tape tape = tapeOf(a, b);
    requireEnd("plus", a, b);
    Optional<DeviceOperations> device = onDevice(tape).filter(d -> a.count() == b.count());
    return device.map(d -> d.plus(a, b, tape)).orElseGet(() -> sumOf(a, b, tape));
  }

  private static Tensor sumOf(Tensor a, Tensor b, Tape tape) {
    int n = b.count();
    Kernels k = tape.workers().kernels();
    Tensor y = tape.unwritten(a.shape());
    float[] yv = y.storage().values();
    System.arraycopy(a.storage().values(), 0, yv, 0, a.count());
    for (int at = 0; at < a.count(); at += n) {
      k.add(n, b.storage().values(), 0, yv, at);
    }
    tape.record(
        y,
        a.storage().wanted || b.storage().wanted,
        () -> {
          float[] dy = y.storage().reachedGradient();
          if (a.storage().wanted) {
            float[] da = a.storage().unwrittenContribution();
            System.arraycopy(dy, 0, da, 0, a.count()); // da = dy
            a.storage().contribute(da);
          }
          if (b.storage().wanted) {
            float[] db = b.storage().contribution();
            for (int at = 0; at < a.count(); at += n) {
              k.add(n, dy, at, db, 0); // db = Σ dy
            }
            b.storage().contribute(db);
          }
        });
    return y;
  }

  /// y = a ⊙ b
  static Tensor times(Tensor a, Tensor b) {
    Tape tape = tapeOf(a, b);
    requireEnd("times", a, b);
    int n = b.count();
    Kernels k = tape.workers().kernels();
    Tensor y = tape.unwritten(a.shape());
    float[] av = a.storage().values();
    float[] bv = b.storage().values();
    for (int at = 0; at < a.count(); at += n) {
      k.multiply(n, av, at, bv, 0, y.storage().values(), at);
    }
    tape.record(
        y,
        a.storage().wanted || b.storage().wanted,
        () -> {
          float[] dy = y.storage().reachedGradient();
          if (a.storage().wanted) {
            float[] da = a.storage().unwrittenContribution();
            for (int at = 0; at < a.count(); at += n) {
              k.multiply(n, dy, at, bv, 0, da, at); // da = dy ⊙ b
            }
            a.storage().contribute(da);
          }
          if (b.storage().wanted) {
            float[] db = b.storage().contribution();
            for (int at = 0; at < a.count(); at += n) {
              k.multiplyAdd(n, dy, at, av, at, db, 0); // db = Σ dy ⊙ a
            }
            b.storage().contribute(db);
          }
        });
    return y;
  }

  /// y = factor · x
  static Tensor scaled(Tensor x, float factor) {
    Kernels k = x.tape().workers().kernels();
    Tensor y = x.tape().unwritten(x.shape());
    System.arraycopy(x.storage().values(), 0, y.storage().values(), 0, x.count());
    k.scale(x.count(), factor, y.storage().values(), 0);
    x.tape()
        .record(
            y,
            x.storage().wanted,
            () -> {
              float[] dx = x.storage().unwrittenContribution();
              System.arraycopy(y.storage().reachedGradient(), 0, dx, 0, x.count());
              k.scale(x.count(), factor, dx, 0); // dx = factor · dy
              x.storage().contribute(dx);
            });
    return y;
  }

  /// Y = A·B, shapes (M, K) · (K, N) = (M, N)
  static Tensor product(Tensor a, Tensor b) {
    if (a.rank() != 2 || b.rank() != 2 || a.size(1) != b.size(0)) {
      throw new IllegalArgumentException(
          "product: expected shapes (M, K) and (K, N), got %s and %s"
              .formatted(Shape.of(a.shape()), Shape.of(b.shape())));
    }
    Tape tape = tapeOf(a, b);
    Kernels kernels = tape.workers().kernels();
    int m = a.size(0);
    int k = a.size(1);
    int n = b.size(1);
    Tensor y = tape.tensor(m, n);
    float[] av = a.storage().values();
    float[] bv = b.storage().values();
    PackedMatrix packed = kernels.pack(bv, 0, n, 1, k, n, null);
    kernels.product(m, 0, n, av, 0, k, 1, packed, y.storage().values(), 0, n);
    tape.record(
        y,
        a.storage().wanted || b.storage().wanted,
        () -> {
          float[] dy = y.storage().reachedGradient();
          if (a.storage().wanted) {
            float[] da = a.storage().contribution();
            PackedMatrix bt = kernels.pack(bv, 0, 1, n, n, k, null);
            kernels.product(m, 0, k, dy, 0, n, 1, bt, da, 0, k); // dA = dY·Bᵀ
            a.storage().contribute(da);
          }
          if (b.storage().wanted) {
            float[] db = b.storage().contribution();
            PackedMatrix d = kernels.pack(dy, 0, n, 1, m, n, null);
            kernels.product(k, 0, n, av, 0, 1, k, d, db, 0, n); // dB = Aᵀ·dY
            b.storage().contribute(db);
          }
        });
    return y;
  }

  /// y = tanh(x)
  static Tensor tanh(Tensor x) {
    return onDevice(x.tape()).map(device -> device.tanh(x)).orElseGet(() -> tanhOf(x));
  }

  private static Tensor tanhOf(Tensor x) {
    Kernels k = x.tape().workers().kernels();
    Tensor y = x.tape().unwritten(x.shape());
    k.tanh(x.count(), x.storage().values(), 0, y.storage().values(), 0);
    x.tape()
        .record(
            y,
            x.storage().wanted,
            () -> {
              float[] dy = y.storage().reachedGradient();
              float[] dx = x.storage().unwrittenContribution();
              k.tanhGradient(
                  x.count(), y.storage().values(), 0, dy, 0, dx, 0); // dx = dy ⊙ (1 − y²)
              x.storage().contribute(dx);
            });
    return y;
  }

  /// y = Σ x
  static Tensor sum(Tensor x) {
    Kernels k = x.tape().workers().kernels();
    Tensor y = x.tape().unwritten();
    y.storage().values()[0] = k.sum(x.count(), x.storage().values(), 0);
    x.tape()
        .record(
            y,
            x.storage().wanted,
            () -> {
              float dy = y.storage().reachedGradient()[0];
              float[] dx = x.storage().unwrittenContribution();
              Arrays.fill(dx, 0, x.count(), dy); // dx = dy
              x.storage().contribute(dx);
            });
    return y;
  }

  /// y = softmax of each row b over its first `lengths[b]` elements, 0 after them
  static Tensor maskedSoftmax(Tensor x, int[] lengths) {
    if (x.rank() != 2 || lengths.length != x.size(0)) {
      throw new IllegalArgumentException(
          "maskedSoftmax: expected shape (B, T) and B lengths, got %s and %s lengths"
              .formatted(Shape.of(x.shape()), lengths.length));
    }
    int t = x.size(1);
    for (int b = 0; b < lengths.length; b++) {
      if (lengths[b] < 1 || lengths[b] > t) {
        throw new IllegalArgumentException(
            "row %s: expected a length of 1 to %s, got %s".formatted(b, t, lengths[b]));
      }
    }
    int[] real = lengths.clone();
    Kernels k = x.tape().workers().kernels();
    Tensor y = x.tape().tensor(x.shape());
    float[] yv = y.storage().values();
    for (int b = 0; b < real.length; b++) {
      k.softmax(real[b], x.storage().values(), b * t, yv, b * t);
    }
    x.tape()
        .record(
            y,
            x.storage().wanted,
            () -> {
              float[] dy = y.storage().reachedGradient();
              float[] dx = x.storage().contribution();
              for (int b = 0; b < real.length; b++) {
                softmaxGradient(k, real[b], yv, b * t, dy, b * t, dx, b * t);
              }
              x.storage().contribute(dx);
            });
    return y;
  }

  /// dx = y ⊙ (dy − Σ dy⊙y), for one row; dx is written in full
  static void softmaxGradient(
      Kernels k, int n, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    float inner = k.dot(n, dy, dyAt, y, yAt); // Σ dy ⊙ y
    System.arraycopy(dy, dyAt, dx, dxAt, n);
    for (int i = 0; i < n; i++) {
      dx[dxAt + i] -= inner;
    }
    k.multiply(n, y, yAt, dx, dxAt, dx, dxAt); // dx = y ⊙ (dy − Σ dy⊙y)
  }

  static Tape tapeOf(Tensor a, Tensor b) {
    Tape tape = a.tape() == Tape.NONE ? b.tape() : a.tape();
    if (b.tape() != Tape.NONE && b.tape() != tape) {
      throw new IllegalArgumentException(
          "the two tensors belong to different tapes: copy() one of them off its tape");
    }
    return tape;
  }

  private static void requireEnd(String name, Tensor a, Tensor b) {
    int[] as = a.shape();
    int[] bs = b.shape();
    int skip = as.length - bs.length;
    if (skip < 0 || !Arrays.equals(as, skip, as.length, bs, 0, bs.length) || b.count() == 0) {
      throw new IllegalArgumentException(
          "%s: expected equal shapes, or a second shape that is the end of the first; got %s and %s"
              .formatted(name, Shape.of(as), Shape.of(bs)));
    }
  }
}
