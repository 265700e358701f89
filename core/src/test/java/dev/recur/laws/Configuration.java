package dev.recur.laws;

import dev.recur.nn.Initialisation;
import dev.recur.nn.RecurrentOptions;
import dev.recur.tensor.Seed;

/// A kind of recurrent network with its options; the sizes are each test's own.
record Configuration(
    Kind kind,
    int layers,
    boolean bidirectional,
    boolean bias,
    double dropout,
    Initialisation initialisation) {

  RecurrentOptions options(int inputs, int hidden) {
    return RecurrentOptions.of(inputs, hidden)
        .withNumLayers(layers)
        .withBidirectional(bidirectional)
        .withBias(bias)
        .withDropout(dropout)
        .withInitialisation(initialisation);
  }

  Network network(int inputs, int hidden) {
    return network(options(inputs, hidden));
  }

  /// The same network, gradients cut off every so many steps.
  Network truncated(int inputs, int hidden, int steps) {
    return network(options(inputs, hidden).withTruncate(steps));
  }

  /// The same network for padded batches of this form.
  Network batchFirst(int inputs, int hidden, boolean batchFirst) {
    return network(options(inputs, hidden).withBatchFirst(batchFirst));
  }

  private Network network(RecurrentOptions options) {
    return kind.layer().make(options, Seed.of(20));
  }

  @Override
  public String toString() {
    return kind.name()
        + (layers == 1 ? ", 1 layer" : ", " + layers + " layers")
        + (bidirectional ? ", both directions" : "")
        + (bias ? "" : ", no bias")
        + (dropout > 0 ? ", dropout " + dropout : "")
        + (initialisation == Initialisation.PYTORCH ? "" : ", as Keras starts");
  }
}
