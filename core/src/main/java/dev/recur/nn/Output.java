package dev.recur.nn;

/// The result of a recurrent layer: the output of every step, and the state after the last one.
///
/// {@snippet class="NnExamples" region="state"}
///
/// @param <X> a tensor for a padded batch, a packed sequence for a packed one
/// @param <S> the state of the layer: a tensor, or an [LstmState]
/// @param output the top layer's h of every step, D·O features, forward first
/// @param state the state of every layer and direction after each row's own last step
public record Output<X, S>(X output, S state) {}
