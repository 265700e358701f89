package dev.recur.task.classify;

import static dev.recur.task.text.RecurrentMemory.inArena;

import dev.recur.task.text.NetworkSettings;
import dev.recur.task.text.PoolKind;
import dev.recur.task.text.RecurrentMemory;

/// The floats that a network will take for a batch, computed before the network exists: those of
/// its [RecurrentMemory], and what its other layers allocate on the tape.
///
/// N tokens in B rows · embedding E · H units, F outputs of the recurrent layers · C classes · at
/// most V distinct tokens.
///
/// @param network the architecture, with the size of a token's vector known
/// @param vocab V
/// @param classes C
/// @param frozen whether the embedding is not trained
record BatchMemory(NetworkSettings network, double vocab, double classes, boolean frozen) {
  private RecurrentMemory rnn() {
    return new RecurrentMemory(
        network.cell(),
        network.embedding().orElseThrow(),
        network.layers(),
        network.hidden(),
        network.bidirectional(),
        network.dropout() > 0);
  }

  private double h() {
    return network.hidden();
  }

  private double f() {
    return rnn().outputs();
  }

  private boolean attention() {
    return network.pool() == PoolKind.ATTENTION;
  }

  /// The weights of the embedding.
  double embeddingWeights() {
    return vocab * network.embedding().orElseThrow();
  }

  /// The weights of all other parameters.
  double otherWeights() {
    double pooling = attention() ? f() * h() + 2 * h() : 0;
    return rnn().weights() + pooling + (f() + 1) * classes;
  }

  /// Floats of a step of training.
  double training(double n, double b) {
    RecurrentMemory rnn = rnn();
    return inArena(rnn.training(n, b) + rnn.passing(n, b) + around(n, b));
  }

  /// Floats of a step of training on a device.
  double trainingOnDevice(double n, double b) {
    return inArena(rnn().trainingOnDevice(n, b) + around(n, b));
  }

  /// What comes before and after the recurrent layers: dropout, dx of the linear layer; scores and
  /// the loss.
  private double around(double n, double b) {
    double pooling = (attention() ? n * (4 * h() + f() + 6) : 0) + n * f() + b * f();
    double head = b * (4 * f() + 3 * classes) + classes;
    return rnn().lookedUp(n, vocab, !frozen) + pooling + head;
  }

  /// Floats of a batch that is only evaluated.
  double evaluation(double n, double b, int threads) {
    return inArena(rnn().evaluation(n, b, threads) + aroundEvaluation(n, b));
  }

  /// Floats of a batch that is only evaluated on a device.
  double evaluationOnDevice(double n, double b) {
    return inArena(rnn().evaluationOnDevice(n, b) + aroundEvaluation(n, b));
  }

  private double aroundEvaluation(double n, double b) {
    double pooling = attention() ? n * (2 * h() + 3) : 0;
    return rnn().lookedUp(n, vocab) + pooling + b * (f() + 2 * classes);
  }
}
