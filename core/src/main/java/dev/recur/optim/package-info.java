/// Optimisers, which update parameters from their gradients, gradient clipping, and learning rate
/// schedules.
package dev.recur.optim;
