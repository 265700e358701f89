/// Texts to labels: the network, its training, and the result, the [Classifier].
package dev.recur.task.classify;
