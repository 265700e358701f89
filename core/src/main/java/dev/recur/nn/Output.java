package dev.recur.nn;

/// What a recurrent layer gives: the output of every step, and the state after the last one.
///
/// @param <X> a tensor if a padded batch went in, a packed sequence if a packed one did
/// @param <S> the state of the layer: a tensor, or an [LstmState]
/// @param output the top layer's h of every step, D·O features, forward first
/// @param state the state of every layer and direction after each row's own last step
public record Output<X, S>(X output, S state) {}
