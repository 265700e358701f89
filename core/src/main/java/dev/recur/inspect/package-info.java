/// A look into a trained model, at how it arrives at its answer, and at the machine: which kernels
/// it runs.
package dev.recur.inspect;
