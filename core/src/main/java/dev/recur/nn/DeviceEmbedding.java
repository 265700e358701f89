package dev.recur.nn;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import dev.recur.kernel.DeviceKernels;
import dev.recur.kernel.DeviceKernels.Matrix;
import dev.recur.kernel.Occurrences;
import dev.recur.kernel.Storage;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;

/// An [Embedding] on an accelerator.
final class DeviceEmbedding {
  private static final int[] NO_INDEX = {};

  private DeviceEmbedding() {}

  /// y_n = W\[id_n\]
  static Tensor lookUp(DeviceKernels k, Embedding embedding, Tape tape, int[] ids, int count) {
    Accelerator on = k.accelerator();
    int e = embedding.options().embeddingDim();
    embedding.weight().catchUp();
    Storage table = embedding.weight().storage();
    Tensor y = tape.unwritten(count, e);
    k.gatherRows(
        count,
        e,
        k.ints(tape.arena(), ids, count),
        new Matrix(table.valuesOn(on), 0, e),
        new Matrix(y.storage().writtenOn(on), 0, e));
    tape.record(
        y,
        !embedding.weight().frozen(),
        () ->
            backward(
                embedding, tape, ids, count, NO_INDEX, count, y.storage().reachedGradientOn(on)));
    return y;
  }

  /// Adds to the table's gradient: for each id, the rows of dy with this id, one after the other.
  ///
  /// @param dy the gradient of rows with these ids
  /// @param index where each of the n tokens has its id among them; empty if each has its own
  static void backward(
      Embedding embedding, Tape tape, int[] ids, int rows, int[] index, int n, DeviceArray dy) {
    DeviceKernels k = DeviceKernels.on(dy.owner());
    int e = embedding.options().embeddingDim();
    int padding = embedding.options().paddingIdx().orElse(-1);
    int[] counts = embedding.counts(ids, index, n);
    Storage storage = embedding.weight().gradients();
    DeviceArray dTable = storage.tableGradientOn(k.accelerator(), e);
    Occurrences found = Occurrences.of(ids, rows, padding);
    float[] shares = new float[found.count()];
    for (int u = 0; u < shares.length; u++) {
      int id = found.id(u);
      storage.touch(id);
      shares[u] = counts.length > 0 ? 1f / counts[id] : 1f;
    }
    k.addRows(tape.arena(), found, e, shares, dy, e, dTable);
  }
}
