package dev.recur.nn;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Tensor;
import java.util.List;

/// Gated recurrent units over whole sequences: layers of [GruCell], in one direction or both.
///
///     h_t = (1 − z) ⊙ n + z ⊙ h_{t−1}, with r, z and n as in the cell
///
/// Shapes: as in [RecurrentLayer]; O is H.
///
/// Source: Cho et al. 2014, section 2.3. Derivation: docs/maths/gru.md.
///
/// {@snippet class="LayerExamples" region="gru"}
public final class Gru extends RecurrentLayer<Tensor> {
  /// One layer that resets after the product, everything else as in PyTorch.
  public Gru(int inputSize, int hiddenSize, Seed seed) {
    this(RecurrentOptions.of(inputSize, hiddenSize), Reset.AFTER, seed);
  }

  /// Layers that reset after the product, as in PyTorch.
  public Gru(int inputSize, int hiddenSize, int numLayers, boolean batchFirst, Seed seed) {
    this(
        RecurrentOptions.of(inputSize, hiddenSize)
            .withNumLayers(numLayers)
            .withBatchFirst(batchFirst),
        Reset.AFTER,
        seed);
  }

  /// A network with these options.
  public Gru(RecurrentOptions options, Reset reset, Seed seed) {
    super(options, seed, (l, s) -> new GruCell(options.cell(l, options.hiddenSize(), 3), reset, s));
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
