/// A look into a trained model, at how it comes to its answer, and at the machine: the kernels that
/// it runs.
package dev.recur.inspect;
