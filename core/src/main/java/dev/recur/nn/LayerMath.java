package dev.recur.nn;

import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where layers compute: their operations as whole calls, on the CPU ([HostMath]) or on an
/// accelerator ([DeviceMath]), with the same bits.
///
/// An operation that is not among them computes on the CPU. It finds its inputs there, as a
/// tensor's storage brings them, and its results are copied to the accelerator when they are
/// needed.
abstract sealed class LayerMath permits HostMath, DeviceMath {
  /// The operations of a tape's workers.
  static LayerMath of(Tape tape) {
    return tape.workers()
        .accelerator()
        .<LayerMath>map(accelerator -> new DeviceMath(tape, accelerator))
        .orElse(HostMath.ONLY);
  }

  /// Runs a layer over whole sequences, as [Recurrence] does.
  abstract Recurrence.Result recurrence(
      List<? extends Cell> cells,
      PackedSequence x,
      List<Tensor> h0,
      List<Tensor> c0,
      int truncate,
      @Nullable Folded folded);

  /// Looks up rows of a table.
  ///
  /// @param ids the first `count` are looked up; not copied
  abstract Tensor lookUp(Embedding embedding, Tape tape, int[] ids, int count);

  abstract Tensor linear(Linear layer, Tensor x);

  abstract PackedSequence dropout(Dropout dropout, PackedSequence x, Seed seed);

  abstract Tensor dropout(Dropout dropout, Tensor x, long[] rowIds, Seed seed);

  abstract Tensor pooling(Pooling pooling, PackedSequence x);

  abstract Tensor logSoftmax(LogSoftmax layer, Tensor x);

  /// The attention of every real step.
  abstract Tensor attention(AttentionPooling pooling, PackedSequence x, Tensor scores);

  /// The state at this index of (L·D, B, …), in packed order.
  abstract Tensor splitStates(Tensor state, int index, Packing packing);

  /// The states of all layers and directions, in the batch's order.
  abstract Tensor joinStates(List<Tensor> states, Packing packing);
}
