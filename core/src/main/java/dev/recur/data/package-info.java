/// From tables to batches: data sets, their split into parts, and iterators that batch rows of
/// about the same length.
package dev.recur.data;
