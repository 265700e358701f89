package dev.recur.nn;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/// The options of an [Embedding], under PyTorch's names.
///
/// {@snippet class="NnExamples" region="padding"}
///
/// @param numEmbeddings the number of rows of the table: V
/// @param embeddingDim the number of columns: E
/// @param paddingIdx a row that starts as zeros and is never trained
/// @param maxNorm the maximum norm of a row that is looked up; rows with a larger norm are scaled
///   down
/// @param scaleGradByFreq whether a row's gradient is divided by its frequency in the batch
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

  /// Like these, but with this row for padding.
  public EmbeddingOptions withPaddingIdx(int index) {
    return new EmbeddingOptions(
        numEmbeddings, embeddingDim, OptionalInt.of(index), maxNorm, scaleGradByFreq);
  }

  /// Like these, but with rows of at most this length.
  public EmbeddingOptions withMaxNorm(double norm) {
    return new EmbeddingOptions(
        numEmbeddings, embeddingDim, paddingIdx, OptionalDouble.of(norm), scaleGradByFreq);
  }

  /// Like these, but with or without division of gradients by frequency in the batch.
  public EmbeddingOptions withScaleGradByFreq(boolean scale) {
    return new EmbeddingOptions(numEmbeddings, embeddingDim, paddingIdx, maxNorm, scale);
  }
}
