/// Optimisers, which change parameters along their gradients, clipping of the gradients, and
/// schedules of the learning rate.
package dev.recur.optim;
