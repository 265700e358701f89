package dev.recur.task.tag;

import java.util.Arrays;

/// The weights of a perceptron's features for each tag, while it learns. A feature has weights only
/// for the tags for which it was once corrected, which are few.
///
/// The mean of a weight over all steps is w − u / steps, where each correction d at step s adds d
/// to w and s·d to u. Source: Daumé 2006, *Practical Structured Learning Techniques for Natural
/// Language Processing*, figure 2.3.
final class TagWeights {
  private Row[] rows = new Row[1 << 12];

  /// The weights of a feature.
  private static final class Row {
    private int[] tags = new int[2];
    private int[] weights = new int[2]; // w
    private long[] late = new long[2]; // u
    private int size;

    void add(int tag, int by, long step) {
      int at = 0;
      while (at < size && tags[at] != tag) {
        at++;
      }
      if (at == size) {
        append(tag);
      }
      weights[at] += by;
      late[at] += by * step;
    }

    private void append(int tag) {
      if (size == tags.length) {
        tags = Arrays.copyOf(tags, 2 * size);
        weights = Arrays.copyOf(weights, 2 * size);
        late = Arrays.copyOf(late, 2 * size);
      }
      tags[size++] = tag;
    }
  }

  /// Adds to the weights of features for a tag.
  ///
  /// @param step the number of the steps before
  void add(int[] features, int count, int tag, int by, long step) {
    for (int i = 0; i < count; i++) {
      int feature = features[i];
      if (feature >= rows.length) {
        rows = Arrays.copyOf(rows, Math.max(feature + 1, 2 * rows.length));
      }
      if (rows[feature] == null) {
        rows[feature] = new Row();
      }
      rows[feature].add(tag, by, step);
    }
  }

  /// Sums the weights of features for each tag.
  void score(int[] features, int count, float[] scores) {
    Arrays.fill(scores, 0);
    for (int i = 0; i < count; i++) {
      Row row = features[i] < rows.length ? rows[features[i]] : null;
      if (row != null) {
        for (int k = 0; k < row.size; k++) {
          scores[row.tags[k]] += row.weights[k]; // whole numbers: exact
        }
      }
    }
  }

  /// The means of the weights over all steps.
  Averages averages(long steps) {
    return new Averages(rows, steps);
  }

  /// Weights that no longer change, feature after feature.
  static final class Averages {
    private final int[] starts;
    private final int[] tags;
    private final float[] weights;

    private Averages(Row[] rows, long steps) {
      starts = new int[rows.length + 1];
      int all = Arrays.stream(rows).mapToInt(row -> row == null ? 0 : row.size).sum();
      int[] tagsOf = new int[all];
      float[] weightsOf = new float[all];
      int n = 0;
      for (int f = 0; f < rows.length; f++) {
        Row row = rows[f];
        for (int k = 0; row != null && k < row.size; k++) {
          float mean = (float) (row.weights[k] - (double) row.late[k] / steps); // w − u / steps
          tagsOf[n] = row.tags[k];
          weightsOf[n] = mean;
          n += mean == 0 ? 0 : 1;
        }
        starts[f + 1] = n;
      }
      tags = Arrays.copyOf(tagsOf, n);
      weights = Arrays.copyOf(weightsOf, n);
    }

    /// Sums the weights of features for each tag.
    void score(int[] features, int count, float[] scores) {
      Arrays.fill(scores, 0);
      for (int i = 0; i < count; i++) {
        int feature = features[i];
        if (feature + 1 < starts.length) {
          for (int k = starts[feature]; k < starts[feature + 1]; k++) {
            scores[tags[k]] += weights[k];
          }
        }
      }
    }
  }
}
