package dev.recur.nn;

import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;

/// Parameters with their initial values.
final class Initial {
  private Initial() {}

  /// Uniform in [−bound, bound).
  static Parameter uniform(double bound, Seed seed, int... shape) {
    Parameter p = Parameter.zeros(shape);
    float[] values = p.storage().values();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (bound * (2 * seed.uniform(i) - 1));
    }
    return p;
  }

  /// Normal with mean 0 and this deviation.
  static Parameter normal(double deviation, Seed seed, int... shape) {
    Parameter p = Parameter.zeros(shape);
    float[] values = p.storage().values();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * seed.normal(i));
    }
    return p;
  }

  /// A matrix with orthonormal columns, or rows if it is wider than high: random directions made
  /// orthogonal one after the other, twice for accuracy (modified Gram-Schmidt; Saxe et al. 2014,
  /// *Exact solutions to the nonlinear dynamics of learning in deep linear neural networks*).
  static Parameter orthogonal(Seed seed, int rows, int columns) {
    int count = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    double[][] v = new double[count][length];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < length; j++) {
        v[i][j] = seed.normal((long) i * length + j);
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < i; k++) {
          subtract(v[i], v[k]);
        }
      }
      double norm = Math.sqrt(dot(v[i], v[i]));
      for (int j = 0; j < length; j++) {
        v[i][j] /= norm;
      }
    }
    Parameter p = Parameter.zeros(rows, columns);
    float[] values = p.storage().values();
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        values[r * columns + c] = (float) (rows >= columns ? v[c][r] : v[r][c]);
      }
    }
    return p;
  }

  private static void subtract(double[] x, double[] unit) {
    double along = dot(x, unit);
    for (int j = 0; j < x.length; j++) {
      x[j] -= along * unit[j];
    }
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += x[j] * y[j];
    }
    return sum;
  }
}
