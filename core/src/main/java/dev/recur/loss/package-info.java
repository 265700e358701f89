/// Losses: how wrong the outputs of a network are, as a single number or one for each row.
package dev.recur.loss;
