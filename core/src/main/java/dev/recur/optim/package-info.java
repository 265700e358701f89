/// Optimisers, clipping and schedules of the learning rate.
package dev.recur.optim;
