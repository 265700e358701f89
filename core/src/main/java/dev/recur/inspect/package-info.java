/// What can be shown about networks and machines: how gradients vanish over time, what a step
/// costs, and which kernels this machine runs.
package dev.recur.inspect;
