package dev.recur.task.tag;

import java.util.List;

/// A sentence whose tags are known.
///
/// @param words its words
/// @param tags the tag of each word, as the data has it
record Sentence(List<String> words, List<String> tags) {}
