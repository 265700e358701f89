package dev.recur.nn;

import java.time.Duration;

/// The result of [RecurrentLayer#fold]: the size of the table, and how long it took.
///
/// {@snippet class="NnExamples" region="fold"}
///
/// @param done whether there is a table now; false if it would exceed maxBytes
/// @param bytes how much memory it takes, or would take
/// @param time how long it took to compute; zero if it was not computed
public record Folding(boolean done, long bytes, Duration time) {}
