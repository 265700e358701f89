package dev.recur.score;

/// The 95 % interval of a figure.
///
/// @param low the 2.5th percentile
/// @param high the 97.5th percentile
/// @param resamples how many resamples of the rows it comes from
public record Interval(double low, double high, int resamples) {}
