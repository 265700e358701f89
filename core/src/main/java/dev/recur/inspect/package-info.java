/// Measurements of networks and machines: how a trained model comes to its answer, how gradients
/// vanish over time, the cost of a training step, and the kernels that this machine runs.
/// Measurements of networks and machines: every number of an unrolled network, how gradients vanish
/// over time, the cost of a training step, and the kernels that this machine runs.
package dev.recur.inspect;
