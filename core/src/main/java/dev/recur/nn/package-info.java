/// Recurrent networks: cells, the one loop over time, layers, pooling, embeddings, and sessions for
/// streams.
package dev.recur.nn;
