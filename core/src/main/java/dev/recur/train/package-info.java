/// The training loop, what listens to it and what decides for it.
package dev.recur.train;
