package dev.recur.nn;

import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// What turns a sequence into one vector a row.
///
/// Shapes: x packed (N, F) · y (B, F), rows in the batch's order.
public sealed interface Pooling extends Layer
    permits LastPooling, MeanPooling, MaxPooling, AttentionPooling {
  /// One vector for each row, from its real steps only.
  Tensor forward(PackedSequence x);

  @Override
  default SequencedMap<String, Parameter> parameters() {
    return new LinkedHashMap<>();
  }
}
