package dev.recur.nn;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Tensor;
import java.util.List;

/// Long short-term memory over whole sequences: layers of [LstmCell], in one direction or both.
///
///     c_t = f ⊙ c_{t−1} + i ⊙ g,   h_t = o ⊙ tanh(c_t), with i, f, g, o as in the cell
///
/// Shapes: as in [RecurrentLayer]; O is H, or projSize if the output is projected.
///
/// Source: Hochreiter & Schmidhuber 1997, section 4. Derivation: docs/maths/lstm.md.
///
/// {@snippet class="LayerExamples" region="lstm"}
public final class Lstm extends RecurrentLayer<LstmState> {
  /// One layer, everything else as in PyTorch.
  public Lstm(int inputSize, int hiddenSize, Seed seed) {
    this(RecurrentOptions.of(inputSize, hiddenSize), seed);
  }

  /// Layers of this many units.
  public Lstm(int inputSize, int hiddenSize, int numLayers, boolean batchFirst, Seed seed) {
    this(
        RecurrentOptions.of(inputSize, hiddenSize)
            .withNumLayers(numLayers)
            .withBatchFirst(batchFirst),
        seed);
  }

  /// A network with these options.
  public Lstm(RecurrentOptions options, Seed seed) {
    this(options, 0, seed);
  }

  /// A network whose output is projected to fewer units.
  ///
  /// @param projSize how many units h has: at least 1 and less than hiddenSize; 0 for no projection
  public Lstm(RecurrentOptions options, int projSize, Seed seed) {
    int outputSize = outputSize(options, projSize);
    super(options, seed, (l, s) -> new LstmCell(options.cell(l, outputSize, 4), s));
  }

  private static int outputSize(RecurrentOptions options, int projSize) {
    if (projSize < 0 || projSize >= options.hiddenSize()) {
      throw new IllegalArgumentException(
          "projSize must be 0 (no projection) or smaller than hiddenSize %s, got %s"
              .formatted(options.hiddenSize(), projSize));
    }
    return projSize == 0 ? options.hiddenSize() : projSize;
  }

  @Override
  public LstmState zeroState(int rows) {
    int count = options().numLayers() * options().directions();
    return new LstmState(
        Tensor.zeros(count, rows, outputSize()), Tensor.zeros(count, rows, options().hiddenSize()));
  }

  @Override
  List<Tensor> parts(LstmState state) {
    return List.of(state.h(), state.c());
  }

  @Override
  LstmState state(List<Tensor> parts) {
    return new LstmState(parts.get(0), parts.get(1));
  }
}
