/// Layers: recurrent cells and the loop over time that runs them, embeddings, linear layers,
/// dropout and pooling, and a [Session] for data that arrive step by step.
package dev.recur.nn;
