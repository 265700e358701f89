/// Tensors, the tape that computes their gradients, parameters, batches of sequences without
/// padding, [Workers] to compute with, and a [Seed] for random numbers.
package dev.recur.tensor;
