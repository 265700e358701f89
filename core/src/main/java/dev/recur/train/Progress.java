package dev.recur.train;

/// How far training is, for a [Policy].
///
/// @param epoch which epoch it is in, from 1
/// @param epochs how many there are at most
/// @param batch how many batches of this epoch have been trained on
/// @param batches how many it has
/// @param steps how many updates there were, in all epochs
/// @param epochsDone how many epochs have been trained as a whole and validated
public record Progress(int epoch, int epochs, int batch, int batches, long steps, int epochsDone) {}
