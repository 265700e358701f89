package dev.recur.nn;

/// The options that [Rnn], [Lstm] and [Gru] have in common, under PyTorch's names and with its
/// defaults.
///
/// {@snippet class="NnExamples" region="options"}
///
/// @param inputSize the number of inputs of a step: I
/// @param hiddenSize the number of hidden units of each layer and direction: H
/// @param numLayers the number of stacked layers: L
/// @param bias whether sums have biases
/// @param batchFirst whether padded batches are (B, T, I) instead of (T, B, I); states never are
/// @param dropout the fraction of a layer's outputs that is dropped before the next layer, in calls
///   with a seed
/// @param bidirectional whether a second network reads each row from its end: D is 2
/// @param initialisation how the weights start
/// @param truncate n: the gradient of the states stops before steps 0, n, 2n, …, as if they were
///   detached there, so the initial states get none; 0 for never
public record RecurrentOptions(
    int inputSize,
    int hiddenSize,
    int numLayers,
    boolean bias,
    boolean batchFirst,
    double dropout,
    boolean bidirectional,
    Initialisation initialisation,
    int truncate) {

  /// The largest hiddenSize: W_hh has up to 4·H² numbers, and an array at most 2³¹.
  public static final int MOST_UNITS = 16_384;

  /// Checks that the options fit each other.
  public RecurrentOptions {
    Checks.atLeast("inputSize", 1, inputSize);
    Checks.atLeast("hiddenSize", 1, hiddenSize);
    Checks.atMost("hiddenSize", MOST_UNITS, hiddenSize);
    Checks.atLeast("numLayers", 1, numLayers);
    Checks.atLeast("truncate", 0, truncate);
    Checks.dropout("dropout", dropout);
    if (dropout > 0 && numLayers == 1) {
      throw new IllegalArgumentException(
          "dropout acts between layers, so it needs numLayers > 1, got 1");
    }
    if (truncate > 0 && bidirectional) {
      throw new IllegalArgumentException(
          "truncate needs a layer that only reads forward: the reverse direction of a bidirectional"
              + " layer starts at the sequence's end");
    }
  }

  /// One layer in one direction, everything else as in PyTorch.
  public static RecurrentOptions of(int inputSize, int hiddenSize) {
    return new RecurrentOptions(
        inputSize, hiddenSize, 1, true, false, 0, false, Initialisation.PYTORCH, 0);
  }

  /// Like these, but with this many layers.
  public RecurrentOptions withNumLayers(int n) {
    return new RecurrentOptions(
        inputSize,
        hiddenSize,
        n,
        bias,
        batchFirst,
        dropout,
        bidirectional,
        initialisation,
        truncate);
  }

  /// Like these, but with or without biases.
  public RecurrentOptions withBias(boolean b) {
    return new RecurrentOptions(
        inputSize,
        hiddenSize,
        numLayers,
        b,
        batchFirst,
        dropout,
        bidirectional,
        initialisation,
        truncate);
  }

  /// Like these, but for padded batches of shape (B, T, I) or (T, B, I).
  public RecurrentOptions withBatchFirst(boolean b) {
    return new RecurrentOptions(
        inputSize,
        hiddenSize,
        numLayers,
        bias,
        b,
        dropout,
        bidirectional,
        initialisation,
        truncate);
  }

  /// Like these, but with this dropout between layers; set numLayers first.
  public RecurrentOptions withDropout(double p) {
    return new RecurrentOptions(
        inputSize,
        hiddenSize,
        numLayers,
        bias,
        batchFirst,
        p,
        bidirectional,
        initialisation,
        truncate);
  }

  /// Like these, but in one or both directions.
  public RecurrentOptions withBidirectional(boolean b) {
    return new RecurrentOptions(
        inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, b, initialisation, truncate);
  }

  /// Like these, but with weights that start in this way.
  public RecurrentOptions withInitialisation(Initialisation i) {
    return new RecurrentOptions(
        inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, i, truncate);
  }

  /// Like these, but with gradients that stop after this many steps.
  public RecurrentOptions withTruncate(int steps) {
    return new RecurrentOptions(
        inputSize,
        hiddenSize,
        numLayers,
        bias,
        batchFirst,
        dropout,
        bidirectional,
        initialisation,
        steps);
  }

  /// The number of directions: D, which is 2 if bidirectional, else 1.
  public int directions() {
    return bidirectional ? 2 : 1;
  }

  /// The options that the weights of a layer's cell depend on.
  CellWeights.Options cell(int layer, int outputSize, int gates) {
    int input = layer == 0 ? inputSize : directions() * outputSize;
    return new CellWeights.Options(input, hiddenSize, outputSize, gates, bias, initialisation);
  }
}
