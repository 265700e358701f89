package dev.recur.score;

/// Where a figure lies, 95 times of 100.
///
/// @param low the 2.5th percentile
/// @param high the 97.5th percentile
/// @param resamples how many resamples of the rows it comes from
public record Interval(double low, double high, int resamples) {}
