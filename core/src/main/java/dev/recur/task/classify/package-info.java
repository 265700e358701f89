/// Texts to labels: the network, its training and what comes of it, the [Classifier].
package dev.recur.task.classify;
