package dev.recur.lesson;

import dev.recur.nn.Initialisation;

/// The options of [RecallTraining].
///
/// {@snippet class="InspectExamples" region="training"}
///
/// @param network the cell; `LSTM_LOG` and `GRU_LOG` are those with chrono biases
/// @param initialisation how the weights start
/// @param distance the number of steps from the symbol to the question, 1 to 200
/// @param hidden the number of hidden units, 1 to 128
/// @param rows the number of sequences of a training step, 1 to 256
/// @param largestNorm the norm to which gradients are clipped, or 0 for no clipping
/// @param truncate how many steps the gradient goes back from the question, or 0 for all
/// @param learningRate Adam's learning rate, above 0 and at most 1
/// @param seed the seed of all weights and sequences
public record RecallOptions(
    LessonNetwork network,
    Initialisation initialisation,
    int distance,
    int hidden,
    int rows,
    double largestNorm,
    int truncate,
    double learningRate,
    long seed) {
  private static final int MOST_STEPS = 200;
  private static final int MOST_UNITS = 128;
  private static final int MOST_ROWS = 256;

  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if one is out of range
  public RecallOptions {
    between("distance", 1, MOST_STEPS, distance);
    between("hidden", 1, MOST_UNITS, hidden);
    between("rows", 1, MOST_ROWS, rows);
    between("truncate", 0, MOST_STEPS + 1, truncate);
    if (!(largestNorm >= 0) || largestNorm == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "largestNorm must be a finite number of at least 0, got " + largestNorm);
    }
    if (!(learningRate > 0 && learningRate <= 1)) {
      throw new IllegalArgumentException(
          "learningRate must be above 0 and at most 1, got " + learningRate);
    }
  }

  /// A network with PyTorch's initialisation and the sizes and rates of [VanishingLesson].
  public RecallOptions(LessonNetwork network, int distance) {
    this(network, Initialisation.PYTORCH, distance, 32, 32, 1, 0, 0.01, 1);
  }

  /// A copy with another initialisation.
  public RecallOptions withInitialisation(Initialisation initialisation) {
    return new RecallOptions(
        network, initialisation, distance, hidden, rows, largestNorm, truncate, learningRate, seed);
  }

  /// A copy with another number of hidden units.
  public RecallOptions withHidden(int hidden) {
    return new RecallOptions(
        network, initialisation, distance, hidden, rows, largestNorm, truncate, learningRate, seed);
  }

  /// A copy with another limit on the norm of gradients, 0 for none.
  public RecallOptions withLargestNorm(double largestNorm) {
    return new RecallOptions(
        network, initialisation, distance, hidden, rows, largestNorm, truncate, learningRate, seed);
  }

  /// A copy with another truncation, 0 for none.
  public RecallOptions withTruncate(int truncate) {
    return new RecallOptions(
        network, initialisation, distance, hidden, rows, largestNorm, truncate, learningRate, seed);
  }

  /// A copy with another learning rate.
  public RecallOptions withLearningRate(double learningRate) {
    return new RecallOptions(
        network, initialisation, distance, hidden, rows, largestNorm, truncate, learningRate, seed);
  }

  /// The first step that the gradient reaches.
  int firstStep() {
    return truncate == 0 ? 0 : Math.max(0, distance + 1 - truncate);
  }

  private static void between(String name, int least, int most, int value) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be %s to %s, got %s".formatted(name, least, most, value));
    }
  }
}
