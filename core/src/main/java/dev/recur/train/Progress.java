package dev.recur.train;

/// The progress of training, for a [Policy].
///
/// {@snippet class="TrainExamples" region="policy"}
///
/// @param epoch the current epoch, from 1
/// @param epochs the maximal number of epochs
/// @param batch the number of batches of this epoch that have been trained on
/// @param batches the number of batches of this epoch
/// @param steps the number of updates in all epochs so far
/// @param epochsDone the number of epochs that have been completed and validated
/// @param seconds the time of training so far, that before a break included
/// @param epochSeconds the part of it that belongs to this epoch
public record Progress(
    int epoch,
    int epochs,
    int batch,
    int batches,
    long steps,
    int epochsDone,
    double seconds,
    double epochSeconds) {}
