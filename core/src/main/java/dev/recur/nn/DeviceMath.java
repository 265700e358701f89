package dev.recur.nn;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import dev.recur.kernel.DeviceKernels;
import dev.recur.kernel.DeviceKernels.Matrix;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The operations of layers on an accelerator.
final class DeviceMath extends LayerMath {
  private final Tape tape;
  private final Accelerator on;
  private final DeviceKernels k;

  DeviceMath(Tape tape, Accelerator accelerator) {
    this.tape = tape;
    on = accelerator;
    k = DeviceKernels.on(accelerator);
  }

  @Override
  Recurrence.Result recurrence(
      List<? extends Cell> cells,
      PackedSequence x,
      List<Tensor> h0,
      List<Tensor> c0,
      int truncate,
      @Nullable Folded folded) {
    return new DeviceLoop(k, tape, cells, x).run(h0, c0, truncate);
  }

  @Override
  Tensor lookUp(Embedding embedding, Tape tape, int[] ids, int count) {
    return embedding.options().maxNorm().isPresent() // whose rows are scaled in place
        ? embedding.lookUp(tape, ids, count)
        : DeviceEmbedding.lookUp(k, embedding, tape, ids, count);
  }

  @Override
  Tensor linear(Linear layer, Tensor x) {
    int n = x.size(0);
    int inputs = x.size(1);
    Parameter weight = layer.weight();
    Parameter bias = layer.bias();
    int outputs = weight.shape()[0];
    Tensor y = tape.unwritten(n, outputs);
    k.product(
        n,
        outputs,
        inputs,
        new Matrix(x.storage().valuesOn(on), 0, inputs),
        new Matrix(weight.transposedOn(k), 0, outputs),
        bias == null ? null : bias.storage().valuesOn(on),
        new Matrix(y.storage().writtenOn(on), 0, outputs)); // y = b + x·Wᵀ
    boolean wanted = !weight.frozen() || (bias != null && !bias.frozen());
    tape.record(y, x.storage().wanted || wanted, () -> linearBackward(layer, x, y));
    return y;
  }

  private void linearBackward(Linear layer, Tensor x, Tensor y) {
    int n = x.size(0);
    int inputs = x.size(1);
    Parameter weight = layer.weight();
    Parameter bias = layer.bias();
    int outputs = weight.shape()[0];
    Matrix dy = new Matrix(y.storage().reachedGradientOn(on), 0, outputs);
    if (x.storage().wanted) {
      DeviceArray dx = x.storage().unwrittenContributionOn(on);
      Matrix w = new Matrix(weight.storage().valuesOn(on), 0, inputs);
      k.product(n, inputs, outputs, dy, w, null, new Matrix(dx, 0, inputs)); // dx = dy·W
      x.storage().contribute(dx);
    }
    DeviceArray all = k.ints(tape.arena(), new int[] {0, n}, 2);
    if (!weight.frozen()) {
      DeviceArray dw = weight.gradients().parameterGradientOn(on);
      Matrix rows = new Matrix(x.storage().valuesOn(on), 0, inputs);
      k.sums(outputs, inputs, 1, all, dy, rows, dw, 0); // dW = dyᵀ·x
    }
    if (bias != null && !bias.frozen()) {
      k.columnSums(outputs, 1, all, dy, bias.gradients().parameterGradientOn(on), 0); // db = Σ dy
    }
  }

  @Override
  PackedSequence dropout(Dropout dropout, PackedSequence x, Seed seed) {
    Packing packing = x.packing();
    int[] keys = new int[2 * packing.total()];
    for (int b = 0; b < packing.rows(); b++) {
      Seed row = seed.split(packing.rowId(b));
      for (int t = 0; t < packing.length(b); t++) {
        Seed step = dropout.isLocked() ? row : row.split((long) packing.firstStep() + t);
        put(keys, packing.index(b, t), step);
      }
    }
    return x.with(dropped(dropout, x.data(), keys, x.features()));
  }

  @Override
  Tensor dropout(Dropout dropout, Tensor x, long[] rowIds, Seed seed) {
    int[] keys = new int[2 * rowIds.length];
    for (int i = 0; i < rowIds.length; i++) {
      put(keys, i, seed.split(rowIds[i]));
    }
    return dropped(dropout, x, keys, x.count() / rowIds.length);
  }

  private static void put(int[] keys, int i, Seed seed) {
    keys[2 * i] = (int) seed.key();
    keys[2 * i + 1] = (int) (seed.key() >> 32);
  }

  private Tensor dropped(Dropout dropout, Tensor x, int[] keys, int columns) {
    DeviceArray onDevice = k.ints(tape.arena(), keys, keys.length);
    Tensor y = tape.unwritten(x.shape());
    mask(dropout, onDevice, columns, x.storage().valuesOn(on), y.storage().writtenOn(on), x);
    tape.record(
        y,
        x.storage().wanted,
        () -> {
          DeviceArray dx = x.storage().unwrittenContributionOn(on);
          mask(dropout, onDevice, columns, y.storage().reachedGradientOn(on), dx, x);
          x.storage().contribute(dx); // dx = dy ⊙ m
        });
    return y;
  }

  private void mask(
      Dropout dropout, DeviceArray keys, int columns, DeviceArray x, DeviceArray y, Tensor shape) {
    long limit = dropout.limit();
    int rows = columns == 0 ? 0 : shape.count() / columns;
    k.line(
        "dropout",
        columns,
        rows,
        rows,
        columns,
        keys,
        (int) limit,
        (int) (limit >> 32),
        dropout.kept(),
        x,
        y);
  }

  @Override
  Tensor pooling(Pooling pooling, PackedSequence x) {
    return switch (pooling) {
      case LastPooling last -> new DevicePooling(k, x).last(last.isBidirectional());
      case MeanPooling mean -> new DevicePooling(k, x).mean();
      case MaxPooling max -> new DevicePooling(k, x).max();
      case AttentionPooling attention -> new DeviceAttention(k, x).weighted(attention.weights(x));
    };
  }

  @Override
  Tensor logSoftmax(LogSoftmax layer, Tensor x) {
    int classes = x.size(-1);
    int rows = classes == 0 ? 0 : x.count() / classes;
    Tensor y = tape.unwritten(x.shape());
    k.line(
        "logSoftmax", rows, 1, rows, classes, x.storage().valuesOn(on), y.storage().writtenOn(on));
    tape.record(
        y,
        x.storage().wanted,
        () -> {
          DeviceArray dx = x.storage().unwrittenContributionOn(on);
          DeviceArray dy = y.storage().reachedGradientOn(on);
          k.line("logSoftmaxGradient", rows, 1, rows, classes, y.storage().valuesOn(on), dy, dx);
          x.storage().contribute(dx);
        });
    return y;
  }

  @Override
  Tensor attention(AttentionPooling pooling, PackedSequence x, Tensor scores) {
    return new DeviceAttention(k, x).weights(scores);
  }

  @Override
  Tensor splitStates(Tensor state, int index, Packing packing) {
    int rows = packing.rows();
    int width = state.size(2);
    int at = index * rows * width;
    Tensor y = tape.unwritten(rows, width);
    DeviceArray orders = k.ints(tape.arena(), orders(packing), rows);
    k.gatherRows(
        rows,
        width,
        orders,
        new Matrix(state.storage().valuesOn(on), at, width),
        new Matrix(y.storage().writtenOn(on), 0, width));
    tape.record(
        y,
        state.storage().wanted,
        () -> {
          DeviceArray dx = state.storage().unwrittenContributionOn(on);
          k.fill(state.count(), 0f, dx, 0);
          DeviceArray places = k.ints(tape.arena(), places(packing), rows);
          Matrix dy = new Matrix(y.storage().reachedGradientOn(on), 0, width);
          k.gatherRows(rows, width, places, dy, new Matrix(dx, at, width)); // dx[index] = dy
          state.storage().contribute(dx);
        });
    return y;
  }

  @Override
  Tensor joinStates(List<Tensor> states, Packing packing) {
    int rows = packing.rows();
    int width = states.getFirst().size(1);
    Tensor y = tape.unwritten(states.size(), rows, width);
    DeviceArray places = k.ints(tape.arena(), places(packing), rows);
    boolean wanted = false;
    for (int i = 0; i < states.size(); i++) {
      k.gatherRows(
          rows,
          width,
          places,
          new Matrix(states.get(i).storage().valuesOn(on), 0, width),
          new Matrix(y.storage().writtenOn(on), i * rows * width, width));
      wanted |= states.get(i).storage().wanted;
    }
    tape.record(
        y,
        wanted,
        () -> {
          DeviceArray orders = k.ints(tape.arena(), orders(packing), rows);
          DeviceArray dy = y.storage().reachedGradientOn(on);
          for (int i = 0; i < states.size(); i++) {
            if (states.get(i).storage().wanted) {
              DeviceArray dx = states.get(i).storage().unwrittenContributionOn(on);
              Matrix from = new Matrix(dy, i * rows * width, width);
              k.gatherRows(rows, width, orders, from, new Matrix(dx, 0, width)); // dx = dy[i]
              states.get(i).storage().contribute(dx);
            }
          }
        });
    return y;
  }

  /// For each place of the packed order, the row of the batch.
  private static int[] orders(Packing packing) {
    int[] orders = new int[packing.rows()];
    for (int p = 0; p < orders.length; p++) {
      orders[p] = packing.order(p);
    }
    return orders;
  }

  /// For each row of the batch, its place in the packed order.
  static int[] places(Packing packing) {
    int[] places = new int[packing.rows()];
    for (int b = 0; b < places.length; b++) {
      places[b] = packing.place(b);
    }
    return places;
  }
}
