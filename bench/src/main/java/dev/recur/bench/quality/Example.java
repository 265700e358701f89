package dev.recur.bench.quality;

/// A row of a set: a text and its label.
///
/// @param id its position in the set, from 0; the rows of a test file follow those of its training
///   file
/// @param text the text as the library reads it
/// @param label the label as the library reads it
record Example(int id, String text, String label) {}
