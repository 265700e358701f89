package dev.recur.nn;

import java.time.Duration;

/// What came of folding an embedding into a recurrent layer.
///
/// @param done whether there is a table now: false if it would take more than was allowed
/// @param bytes what it takes, or would take
/// @param time how long it took to compute; zero if it was not
public record Folding(boolean done, long bytes, Duration time) {}
