/// What lessons about recurrent networks show, measured in networks that they train: every number
/// of an unrolled network, how gradients vanish over time, and the cost of a training step.
package dev.recur.lesson;
