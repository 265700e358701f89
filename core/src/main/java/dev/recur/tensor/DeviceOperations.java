package dev.recur.tensor;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import dev.recur.kernel.DeviceKernels;
import dev.recur.kernel.DeviceKernels.Matrix;
import dev.recur.kernel.Occurrences;
import java.util.Arrays;

/// The operations on tensors that have kernels, on an accelerator; the others are in [Operations].
final class DeviceOperations {
  private final Accelerator on;
  private final DeviceKernels k;

  DeviceOperations(Accelerator on) {
    this.on = on;
    k = DeviceKernels.on(on);
  }

  private static Matrix rows(DeviceArray data, int columns) {
    return new Matrix(data, 0, columns);
  }

  /// The same numbers in another shape.
  Tensor reshape(Tensor x, int[] shape) {
    Tensor y = x.tape().unwritten(shape);
    k.copy(x.count(), x.storage().valuesOn(on), 0, y.storage().writtenOn(on), 0);
    x.tape()
        .record(
            y,
            x.storage().wanted,
            () -> {
              DeviceArray dx = x.storage().unwrittenContributionOn(on);
              k.copy(x.count(), y.storage().reachedGradientOn(on), 0, dx, 0); // dx = dy
              x.storage().contribute(dx);
            });
    return y;
  }

  /// y = tanh(x)
  Tensor tanh(Tensor x) {
    Tensor y = x.tape().unwritten(x.shape());
    k.tanh(x.count(), x.storage().valuesOn(on), y.storage().writtenOn(on));
    x.tape()
        .record(
            y,
            x.storage().wanted,
            () -> {
              DeviceArray dx = x.storage().unwrittenContributionOn(on);
              DeviceArray dy = y.storage().reachedGradientOn(on);
              k.tanhGradient(x.count(), y.storage().valuesOn(on), dy, dx); // dx = dy ⊙ (1 − y²)
              x.storage().contribute(dx);
            });
    return y;
  }

  /// y = a + b, of the same shape
  Tensor plus(Tensor a, Tensor b, Tape tape) {
    int n = a.count();
    Tensor y = tape.unwritten(a.shape());
    DeviceArray sum = y.storage().writtenOn(on);
    k.copy(n, a.storage().valuesOn(on), 0, sum, 0);
    k.add(n, b.storage().valuesOn(on), sum);
    tape.record(
        y,
        a.storage().wanted || b.storage().wanted,
        () -> {
          for (Tensor part : new Tensor[] {a, b}) {
            if (part.storage().wanted) {
              DeviceArray d = part.storage().unwrittenContributionOn(on);
              k.copy(n, y.storage().reachedGradientOn(on), 0, d, 0); // da = db = dy
              part.storage().contribute(d);
            }
          }
        });
    return y;
  }

  /// The numbers from `from` on of each of `outer` blocks of `size` numbers.
  Tensor slice(Tensor x, int[] shape, int outer, int size, int from) {
    Tensor y = x.tape().unwritten(shape);
    int width = outer == 0 ? 0 : y.count() / outer;
    copyRows(
        outer, width, x.storage().valuesOn(on), from, size, y.storage().writtenOn(on), 0, width);
    x.tape()
        .record(
            y,
            x.storage().wanted,
            () -> {
              DeviceArray dx = x.storage().unwrittenContributionOn(on);
              k.fill(x.count(), 0f, dx, 0);
              DeviceArray dy = y.storage().reachedGradientOn(on);
              copyRows(outer, width, dy, 0, width, dx, from, size);
              x.storage().contribute(dx);
            });
    return y;
  }

  /// Rows of x, each any number of times.
  Tensor rows(Tensor x, int[] from, int[] shape) {
    int width = from.length == 0 ? 0 : Tensor.countOf(shape) / from.length;
    Tensor y = x.tape().unwritten(shape);
    DeviceArray index = k.ints(x.tape().arena(), from, from.length);
    k.gatherRows(
        from.length,
        width,
        index,
        rows(x.storage().valuesOn(on), width),
        rows(y.storage().writtenOn(on), width));
    x.tape()
        .record(
            y,
            x.storage().wanted,
            () -> {
              DeviceArray dx = x.storage().unwrittenContributionOn(on);
              k.fill(x.count(), 0f, dx, 0);
              DeviceArray dy = y.storage().reachedGradientOn(on);
              k.addRows(x.tape().arena(), Occurrences.of(from, from.length, -1), width, dy, dx);
              x.storage().contribute(dx);
            });
    return y;
  }

  /// Copies the values of the parts of a concatenation into y, or the gradient of y to the parts.
  ///
  /// @param widths how many numbers of each of the `outer` blocks come from each part
  void concat(Tensor[] parts, int outer, int[] widths, Tensor y, boolean forward) {
    int all = Arrays.stream(widths).sum();
    int at = 0;
    for (int i = 0; i < parts.length; i++) {
      Tensor part = parts[i];
      int width = widths[i];
      if (forward) {
        DeviceArray to = y.storage().changedOn(on);
        copyRows(outer, width, part.storage().valuesOn(on), 0, width, to, at, all);
      } else if (part.storage().wanted) {
        DeviceArray dx = part.storage().unwrittenContributionOn(on);
        copyRows(outer, width, y.storage().reachedGradientOn(on), at, all, dx, 0, width);
        part.storage().contribute(dx);
      }
      at += width;
    }
  }

  private void copyRows(
      int rows, int columns, DeviceArray x, int xAt, int xRow, DeviceArray y, int yAt, int yRow) {
    k.line("copyRows", columns, rows, rows, columns, x, xAt, xRow, y, yAt, yRow);
  }

  /// The packed matrix of a padded batch.
  ///
  /// @param padded which row of the padded batch each row of the packed matrix is
  Tensor pack(Tensor x, int[] padded, int columns) {
    int total = padded.length;
    Tensor y = x.tape().unwritten(total, columns);
    DeviceArray index = k.ints(x.tape().arena(), padded, total);
    k.gatherRows(
        total,
        columns,
        index,
        rows(x.storage().valuesOn(on), columns),
        rows(y.storage().writtenOn(on), columns));
    x.tape()
        .record(
            y,
            x.storage().wanted,
            () -> {
              int rows = columns == 0 ? 0 : x.count() / columns;
              DeviceArray dx = x.storage().unwrittenContributionOn(on); // zero in the padding
              fillOrGather(
                  x.tape(), rows, columns, padded, 0f, y.storage().reachedGradientOn(on), dx);
              x.storage().contribute(dx);
            });
    return y;
  }

  /// The padded batch of a packed matrix.
  Tensor unpack(Tensor x, int[] padded, int[] shape, float padding) {
    int columns = x.size(1);
    Tensor y = x.tape().unwritten(shape);
    int rows = columns == 0 ? 0 : y.count() / columns;
    fillOrGather(
        x.tape(),
        rows,
        columns,
        padded,
        padding,
        x.storage().valuesOn(on),
        y.storage().writtenOn(on));
    x.tape()
        .record(
            y,
            x.storage().wanted,
            () -> {
              DeviceArray dx = x.storage().unwrittenContributionOn(on);
              DeviceArray index = k.ints(x.tape().arena(), padded, padded.length);
              DeviceArray dy = y.storage().reachedGradientOn(on);
              k.gatherRows(padded.length, columns, index, rows(dy, columns), rows(dx, columns));
              x.storage().contribute(dx);
            });
    return y;
  }

  private void fillOrGather(
      Tape tape, int rows, int columns, int[] padded, float value, DeviceArray x, DeviceArray y) {
    int[] packed = new int[rows];
    Arrays.fill(packed, -1);
    for (int n = 0; n < padded.length; n++) {
      packed[padded[n]] = n;
    }
    DeviceArray index = k.ints(tape.arena(), packed, rows);
    k.line("gatherOrFill", columns, rows, rows, columns, index, value, x, y);
  }
}
