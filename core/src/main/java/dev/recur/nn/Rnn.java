package dev.recur.nn;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Tensor;
import java.util.List;

/// An Elman network over whole sequences: layers of [RnnCell], in one direction or both.
///
///     h_t = tanh(x_t·Wxᵀ + bx + h_{t−1}·Whᵀ + bh)     or     max(…, 0)
///
/// Shapes: as in [RecurrentLayer]; O is H.
///
/// Source: Elman 1990, *Finding Structure in Time*. Derivation: docs/maths/rnn.md.
///
/// {@snippet class="LayerExamples" region="rnn"}
public final class Rnn extends RecurrentLayer<Tensor> {
  /// One layer of tanh units, everything else as in PyTorch.
  public Rnn(int inputSize, int hiddenSize, Seed seed) {
    this(RecurrentOptions.of(inputSize, hiddenSize), Nonlinearity.TANH, seed);
  }

  /// Layers of tanh units.
  public Rnn(int inputSize, int hiddenSize, int numLayers, boolean batchFirst, Seed seed) {
    this(
        RecurrentOptions.of(inputSize, hiddenSize)
            .withNumLayers(numLayers)
            .withBatchFirst(batchFirst),
        Nonlinearity.TANH,
        seed);
  }

  /// A network with these options.
  public Rnn(RecurrentOptions options, Nonlinearity nonlinearity, Seed seed) {
    super(
        options,
        seed,
        (l, s) -> new RnnCell(options.cell(l, options.hiddenSize(), 1), nonlinearity, s));
  }

  @Override
  public Tensor zeroState(int rows) {
    return Tensor.zeros(
        options().numLayers() * options().directions(), rows, options().hiddenSize());
  }

  @Override
  List<Tensor> parts(Tensor state) {
    return List.of(state);
  }

  @Override
  Tensor state(List<Tensor> parts) {
    return parts.getFirst();
  }
}
