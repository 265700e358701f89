package dev.recur.lesson;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Tensor;

/// The task of [VanishingLesson]: a sequence of one of four symbols, then noise, then a question
/// mark, at which the network has to name the symbol.
///
/// Every step is one-hot: 4 symbols, 4 kinds of noise and the question mark. The symbol is at step
/// 0, the question mark at step `distance`.
final class RecallTask {
  static final int SYMBOLS = 4;
  private static final int NOISE = 4;
  static final int INPUTS = SYMBOLS + NOISE + 1;

  private final int distance;

  RecallTask(int distance) {
    if (distance < 1) {
      throw new IllegalArgumentException(
          "the distance between symbol and question must be at least 1 step, got " + distance);
    }
    this.distance = distance;
  }

  /// Some sequences and their correct answers.
  ///
  /// Shapes: x (T, B, I) with T = distance + 1.
  static final class Sequences {
    final Tensor x;
    final int[] answers;

    private Sequences(Tensor x, int[] answers) {
      this.x = x;
      this.answers = answers;
    }

    int rows() {
      return answers.length;
    }
  }

  /// Random sequences, which depend on the seed only.
  Sequences draw(int rows, Seed seed) {
    float[] x = new float[(distance + 1) * rows * INPUTS];
    int[] answers = new int[rows];
    for (int b = 0; b < rows; b++) {
      Seed row = seed.split(b);
      answers[b] = (int) (row.uniform(0) * SYMBOLS);
      x[b * INPUTS + answers[b]] = 1;
      for (int t = 1; t < distance; t++) {
        x[(t * rows + b) * INPUTS + SYMBOLS + (int) (row.uniform(t) * NOISE)] = 1;
      }
      x[(distance * rows + b) * INPUTS + INPUTS - 1] = 1;
    }
    return new Sequences(Tensor.of(x, distance + 1, rows, INPUTS), answers);
  }
}
