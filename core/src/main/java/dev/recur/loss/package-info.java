/// Losses, with their gradients.
package dev.recur.loss;
