package dev.recur.bench;

/// Checks that both sides compute the same, before anything is measured.
//
// At the start they must agree as closely as float32 sums in different orders do. After some
// updates
// the tolerance is larger: Adam divides each gradient by its size, so round-off in a gradient near
// zero becomes a step of full length.
final class SameLoss {
  private static final double AT_START = 1e-4;
  private static final double AFTER_STEPS = 5e-3;
  static final int STEPS = 8; // each batch once

  private SameLoss() {}

  /// Compares loss and scores of the first batch, then the losses of eight training steps.
  ///
  /// @param what the network, for the message
  /// @param model the name of the peer's model; both models have been trained afterwards
  /// @throws IllegalStateException if they differ
  static void check(String what, Network network, Peer peer, String model) {
    double[] expected = peer.ask("check", model);
    double[] actual = network.check();
    for (int i = 0; i < expected.length; i++) {
      String which = i == 0 ? "the loss" : "score " + (i - 1);
      require(what + ", " + which + " before training", expected[i], actual[i], AT_START);
    }
    double[] losses = peer.ask("train", model, STEPS); // seconds and loss of each
    for (int i = 0; i < STEPS; i++) {
      String where = what + ", the loss of step " + (i + 1);
      require(where, losses[2 * i + 1], network.train(), AFTER_STEPS);
    }
  }

  private static void require(String where, double expected, double actual, double tolerance) {
    if (!(Math.abs(expected - actual) <= tolerance * (1 + Math.abs(expected)))) {
      throw new IllegalStateException(
          where + ": PyTorch computes " + expected + ", Recur " + actual);
    }
  }
}
