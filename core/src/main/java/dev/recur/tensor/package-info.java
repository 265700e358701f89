/// Tensors and the tape that computes their gradients, parameters, batches of sequences without
/// padding, and who computes: [Workers], with a [Seed] for what is random.
package dev.recur.tensor;
