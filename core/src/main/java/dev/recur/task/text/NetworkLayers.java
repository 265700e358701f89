package dev.recur.task.text;

import dev.recur.nn.Embedding;
import dev.recur.nn.RecurrentLayer;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Tensor;
import java.util.function.Function;

/// The layers of a trained network for texts, for programs that look into it, such as
/// [dev.recur.inspect.Lens].
///
///     scores = head(recurrent(embedding(tokens)))
///
/// The embedding is the model's own, which must not be changed. The other layers are copies whose
/// parameters are frozen: a backward pass reaches their inputs, and changes nothing in the model.
///
/// {@snippet class="TaskTextExamples" region="layers"}
///
/// @param embedding the vectors of the tokens
/// @param recurrent the recurrent layers
/// @param head computes the scores of the classes, before softmax, from the output of the recurrent
///   layers: (B, C), one row for each text, or (N, C), one for each token
public record NetworkLayers(
    Embedding embedding, RecurrentLayer<?> recurrent, Function<PackedSequence, Tensor> head) {}
