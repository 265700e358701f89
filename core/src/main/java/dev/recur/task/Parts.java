package dev.recur.task;

import dev.recur.data.Dataset;

/// The rows of one network's run, divided. They share one table, so a part costs a number for each
/// of its rows.
///
/// @param all every row of the data that was divided. What must not change with the seed that
///   divides, such as the tokenizer, is chosen by these, without their answers; rows of a file that
///   was named for validation or for the test are not among them
/// @param train the rows that the network learns from
/// @param valid the rows by which the best epoch is chosen
/// @param test the rows that are used only to measure
public record Parts(Dataset all, Dataset train, Dataset valid, Dataset test) {}
