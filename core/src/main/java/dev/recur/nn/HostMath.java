package dev.recur.nn;

import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The operations of layers on the CPU, where each layer has them.
final class HostMath extends LayerMath {
  static final HostMath ONLY = new HostMath();

  private HostMath() {}

  @Override
  Recurrence.Result recurrence(
      List<? extends Cell> cells,
      PackedSequence x,
      List<Tensor> h0,
      List<Tensor> c0,
      int truncate,
      @Nullable Folded folded) {
    return Recurrence.run(cells, x, h0, c0, truncate, folded);
  }

  @Override
  Tensor lookUp(Embedding embedding, Tape tape, int[] ids, int count) {
    return embedding.lookUp(tape, ids, count);
  }

  @Override
  Tensor linear(Linear layer, Tensor x) {
    return layer.compute(x);
  }

  @Override
  PackedSequence dropout(Dropout dropout, PackedSequence x, Seed seed) {
    return dropout.compute(x, seed);
  }

  @Override
  Tensor dropout(Dropout dropout, Tensor x, long[] rowIds, Seed seed) {
    return dropout.compute(x, rowIds, seed);
  }

  @Override
  Tensor pooling(Pooling pooling, PackedSequence x) {
    return switch (pooling) {
      case LastPooling last -> last.compute(x);
      case MeanPooling mean -> mean.compute(x);
      case MaxPooling max -> max.compute(x);
      case AttentionPooling attention -> attention.compute(x);
    };
  }

  @Override
  Tensor logSoftmax(LogSoftmax layer, Tensor x) {
    return layer.compute(x);
  }

  @Override
  Tensor attention(AttentionPooling pooling, PackedSequence x, Tensor scores) {
    return AttentionPooling.softmax(x.packing(), scores);
  }

  @Override
  Tensor splitStates(Tensor state, int index, Packing packing) {
    return States.split(state, index, packing);
  }

  @Override
  Tensor joinStates(List<Tensor> states, Packing packing) {
    return States.join(states, packing);
  }
}
