package dev.recur.loss;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Shape;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.List;

/// The target classes of a batch and their weights, checked once by the constructor.
///
/// Shapes: predictions (N, C) · classes, rowWeights (N) · weights (C).
final class ClassTargets {
  private static final int TASK = 1 << 14; // elements of a task

  final int rows;
  final int classes;

  /// The array of the caller, who must not change it before the backward pass.
  final int[] targets;

  /// w_c: the weight of each class; 1 if no weights were given.
  final float[] weights;

  /// w_y: the weight of each row's target, 0 where the target is ignored.
  final float[] rowWeights;

  private final String loss;
  private final int ignoreIndex;

  ClassTargets(String loss, Tensor x, int[] targets, List<Float> weight, int ignoreIndex) {
    requireMatrix(loss, x);
    this.loss = loss;
    this.rows = x.size(0);
    this.classes = x.size(1);
    this.ignoreIndex = ignoreIndex;
    if (targets.length != rows) {
      throw new IllegalArgumentException(
          "%s: predictions of shape %s need %s targets, one for each row, got %s"
              .formatted(loss, Shape.of(x.shape()), rows, targets.length));
    }
    this.targets = targets;
    this.weights = weights(loss, x.tape(), weight, classes);
    this.rowWeights = x.tape().arena().take(rows);
    for (int r = 0; r < rows; r++) {
      rowWeights[r] = ignored(r) ? 0 : weights[checked(r)];
    }
  }

  boolean ignored(int row) {
    return targets[row] == ignoreIndex;
  }

  /// Σ w_y, the divisor of MEAN.
  float denominator(Kernels k, Reduction reduction) {
    float sum = k.sum(rows, rowWeights, 0);
    if (reduction == Reduction.MEAN && !(sum > 0)) {
      throw new IllegalArgumentException(
          "%s: the mean is undefined: all %s rows are ignored (target %s) or have weight 0"
              .formatted(loss, rows, ignoreIndex));
    }
    return sum;
  }

  private int checked(int row) {
    int y = targets[row];
    if (y < 0 || y >= classes) {
      throw new IllegalArgumentException(
          "%s: row %s has target %s, expected 0 to %s for %s classes, or %s to ignore the row"
              .formatted(loss, row, y, classes - 1, classes, ignoreIndex));
    }
    return y;
  }

  static void requireMatrix(String loss, Tensor x) {
    if (x.rank() != 2) {
      throw new IllegalArgumentException(
          "%s: expected predictions of shape (N, C), one row for each target, got %s"
                  .formatted(loss, Shape.of(x.shape()))
              + " (reshape(-1, C)?)");
    }
  }

  /// The weights as an array from the tape's memory; 1 if no weights were given.
  static float[] weights(String loss, Tape tape, List<Float> weight, int classes) {
    requireOneEach(loss, "weight", weight, classes, "there are %s classes");
    return array(tape, weight, classes);
  }

  static void requireOneEach(
      String loss, String name, List<Float> weight, int count, String butThere) {
    if (!weight.isEmpty() && weight.size() != count) {
      throw new IllegalArgumentException(
          "%s: %s has %s numbers, but %s"
              .formatted(loss, name, weight.size(), butThere.formatted(count)));
    }
  }

  static float[] array(Tape tape, List<Float> weight, int count) {
    float[] array = tape.arena().take(count);
    for (int c = 0; c < count; c++) {
      array[c] = weight.isEmpty() ? 1 : weight.get(c);
    }
    return array;
  }

  static List<Float> checkedWeights(String loss, String name, List<Float> weight) {
    for (float w : weight) {
      if (!(w >= 0) || w == Float.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "%s: %s must be finite numbers of at least 0, got %s".formatted(loss, name, weight));
      }
    }
    return List.copyOf(weight);
  }

  static List<Float> listOf(float... weight) {
    Float[] boxed = new Float[weight.length];
    for (int c = 0; c < weight.length; c++) {
      boxed[c] = weight[c];
    }
    return List.of(boxed);
  }

  /// Divides the rows of a matrix (rows, columns) into blocks, which the workers share.
  static void eachBlock(Tape tape, int rows, int columns, Block block) {
    int height = Math.max(1, TASK / Math.max(1, columns));
    int blocks = (rows + height - 1) / height;
    tape.workers().run(blocks, b -> block.rows(b * height, Math.min(rows, (b + 1) * height)));
  }

  /// A computation on the rows from to to − 1.
  interface Block {
    void rows(int from, int to);
  }
}
