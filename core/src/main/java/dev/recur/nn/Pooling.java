package dev.recur.nn;

import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Turns sequences into vectors: the steps of each row into one vector.
///
/// Shapes: x packed (N, F) · y (B, F), rows in the batch's order.
///
/// {@snippet class="LayerExamples" region="pooling"}
public sealed interface Pooling extends Layer
    permits LastPooling, MeanPooling, MaxPooling, AttentionPooling {
  /// Returns one vector for each row, from its real steps only.
  Tensor forward(PackedSequence x);

  @Override
  default SequencedMap<String, Parameter> parameters() {
    return new LinkedHashMap<>();
  }
}
