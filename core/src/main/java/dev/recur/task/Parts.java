package dev.recur.task;

import dev.recur.data.Dataset;

/// The rows of a run, divided.
///
/// @param all every row of the data that was divided: by these is chosen what must not depend on
///   how they were divided
/// @param train what the network learns from
/// @param valid what the best epoch is chosen by
/// @param test what neither saw
public record Parts(Dataset all, Dataset train, Dataset valid, Dataset test) {}
