/// From tables to batches: data sets, how they are divided, and iterators that put rows of about
/// the same length together.
package dev.recur.data;
