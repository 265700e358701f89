package dev.recur.score;

/// The 95 % interval of a figure.
///
/// {@snippet class="ScoreExamples" region="intervals"}
///
/// @param low the 2.5th percentile
/// @param high the 97.5th percentile
/// @param resamples the number of resamples of the rows that it comes from
public record Interval(double low, double high, int resamples) {}
