package dev.recur.nn;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What an embedding table is like, under PyTorch's names.
///
/// @param numEmbeddings how many rows the table has: V
/// @param embeddingDim how many numbers a row has: E
/// @param paddingIdx a row that starts from zero and is never trained
/// @param maxNorm the greatest length of a row that is looked up; longer ones are scaled down
/// @param scaleGradByFreq whether a row's gradient is divided by how often the batch has it
public record EmbeddingOptions(
    int numEmbeddings,
    int embeddingDim,
    OptionalInt paddingIdx,
    OptionalDouble maxNorm,
    boolean scaleGradByFreq) {

  /// Checks that the options fit each other.
  public EmbeddingOptions {
    Checks.atLeast("numEmbeddings", 1, numEmbeddings);
    Checks.atLeast("embeddingDim", 1, embeddingDim);
    if (paddingIdx.isPresent()) {
      Checks.atLeast("paddingIdx", 0, paddingIdx.getAsInt());
      Checks.atMost("paddingIdx", numEmbeddings - 1, paddingIdx.getAsInt());
    }
    if (maxNorm.isPresent() && !(maxNorm.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "maxNorm must be greater than 0, got " + maxNorm.getAsDouble());
    }
  }

  /// A table of V rows of E numbers.
  public static EmbeddingOptions of(int numEmbeddings, int embeddingDim) {
    return new EmbeddingOptions(
        numEmbeddings, embeddingDim, OptionalInt.empty(), OptionalDouble.empty(), false);
  }

  /// The same with this row for padding.
  public EmbeddingOptions withPaddingIdx(int index) {
    return new EmbeddingOptions(
        numEmbeddings, embeddingDim, OptionalInt.of(index), maxNorm, scaleGradByFreq);
  }

  /// The same with rows of at most this length.
  public EmbeddingOptions withMaxNorm(double norm) {
    return new EmbeddingOptions(
        numEmbeddings, embeddingDim, paddingIdx, OptionalDouble.of(norm), scaleGradByFreq);
  }

  /// The same with gradients divided by frequency in the batch, or not.
  public EmbeddingOptions withScaleGradByFreq(boolean scale) {
    return new EmbeddingOptions(numEmbeddings, embeddingDim, paddingIdx, maxNorm, scale);
  }
}
