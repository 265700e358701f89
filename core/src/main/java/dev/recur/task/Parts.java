package dev.recur.task;

import dev.recur.data.Dataset;

/// The rows of one network's run, split into parts. Parts of one file share its table, so a part
/// costs one number for each of its rows.
///
/// {@snippet class="TaskExamples" region="context"}
///
/// @param all every row of the data that was divided, for choices that must not depend on the seed
///   of the division, such as that of the tokenizer; they must not use the answers. Rows of a
///   separate file for validation or for the test are not among them
/// @param train the rows that the network learns from
/// @param valid the rows on which the best epoch is chosen
/// @param test the rows that are used only for the final figures
public record Parts(Dataset all, Dataset train, Dataset valid, Dataset test) {}
