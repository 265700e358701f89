package dev.recur.oracle;

import java.util.Arrays;
import java.util.List;

/// The layers without a state, and the small functions they are made of, in double precision.
///
/// Letters: N tokens · F features · C classes · V vocabulary · T steps of one row.
public final class Operations {
  private Operations() {}

  public static Matrix tanh(Matrix x) {
    return x.map(StrictMath::tanh, v -> 1 - StrictMath.tanh(v) * StrictMath.tanh(v));
  }

  /// σ(x) = 1 / (1 + exp(−x))
  public static Matrix sigmoid(Matrix x) {
    return x.map(Operations::logistic, v -> logistic(v) * logistic(-v));
  }

  public static Matrix relu(Matrix x) {
    return x.map(v -> Math.max(v, 0), v -> v > 0 ? 1 : 0);
  }

  public static Matrix exp(Matrix x) {
    return x.map(StrictMath::exp, StrictMath::exp);
  }

  public static Matrix log(Matrix x) {
    return x.map(StrictMath::log, v -> 1 / v);
  }

  /// log(1 + exp(x)), without overflow.
  public static Matrix softplus(Matrix x) {
    return x.map(
        v -> Math.max(v, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(v))), Operations::logistic);
  }

  public static Matrix scaled(Matrix x, double factor) {
    return x.map(v -> v * factor, v -> factor);
  }

  public static Matrix minus(Matrix a, Matrix b) {
    return a.plus(scaled(b, -1));
  }

  public static Matrix dividedBy(Matrix a, Matrix b) {
    return a.times(b.map(v -> 1 / v, v -> -1 / (v * v)));
  }

  /// The sum of each row, as one column.
  public static Matrix sumOfEachRow(Matrix x) {
    return x.product(Matrix.filled(x.columns(), 1, 1));
  }

  /// The sum of each column, as one row.
  public static Matrix sumOfEachColumn(Matrix x) {
    return Matrix.filled(1, x.rows(), 1).product(x);
  }

  public static Matrix sum(Matrix x) {
    return sumOfEachRow(sumOfEachColumn(x));
  }

  /// Matrices of equal height, side by side.
  public static Matrix concat(List<Matrix> parts) {
    return Matrix.stack(parts.stream().map(Matrix::transposed).toList()).transposed();
  }

  public static Matrix concat(Matrix... parts) {
    return concat(Arrays.asList(parts));
  }

  /// x·Wᵀ + b. Shapes: x (N, I) · W (O, I) · b (1, O).
  public static Matrix linear(Matrix x, Matrix weight, Matrix bias) {
    return linear(x, weight).plus(bias);
  }

  /// x·Wᵀ
  public static Matrix linear(Matrix x, Matrix weight) {
    return x.product(weight.transposed());
  }

  /// Row `ids[n]` of the table for each n. Shapes: table (V, F) · result (N, F).
  public static Matrix embedding(Matrix table, int... ids) {
    return table.rows(ids);
  }

  /// x ⊙ mask, where the mask holds 0 or 1/(1 − p) and is given from outside.
  public static Matrix dropout(Matrix x, Matrix mask) {
    return x.times(mask);
  }

  /// log p of each row: x − log Σ exp(x).
  public static Matrix logSoftmax(Matrix x) {
    Matrix shifted = minus(x, largestOfEachRow(x, Matrix.filled(x.rows(), x.columns(), 1)));
    return minus(shifted, log(sumOfEachRow(exp(shifted))));
  }

  public static Matrix softmax(Matrix x) {
    return maskedSoftmax(x, Matrix.filled(x.rows(), x.columns(), 1));
  }

  /// The softmax of each row over the places where the mask is 1, and 0 where the mask is 0.
  public static Matrix maskedSoftmax(Matrix x, Matrix mask) {
    Matrix e = exp(minus(x, largestOfEachRow(x, mask))).times(mask);
    return dividedBy(e, sumOfEachRow(e));
  }

  // A constant: the softmax does not change with what is subtracted, so it needs no derivative.
  private static Matrix largestOfEachRow(Matrix x, Matrix mask) {
    double[] largest = new double[x.rows()];
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < x.columns(); j++) {
        if (mask.at(i, j) != 0) {
          largest[i] = Math.max(largest[i], x.at(i, j));
        }
      }
    }
    return Matrix.of(x.rows(), 1, largest);
  }

  // ---- a sequence as one vector: h (T, F) of one row becomes (1, F) ----

  /// The last real step; with two directions the reverse half ends at the row's first step.
  public static Matrix lastStep(Matrix h, int directions) {
    Matrix last = h.rows(h.rows() - 1);
    return directions == 1 ? last : concat(last.part(0, 2), h.rows(0).part(1, 2));
  }

  public static Matrix meanOverSteps(Matrix h) {
    return scaled(sumOfEachColumn(h), 1.0 / h.rows());
  }

  /// The largest value of each column; of equal ones the earliest, as in PyTorch.
  public static Matrix maxOverSteps(Matrix h) {
    int[] largest = new int[h.columns()];
    for (int j = 0; j < largest.length; j++) {
      int at = 0;
      for (int t = 1; t < h.rows(); t++) {
        at = h.at(t, j) > h.at(at, j) ? t : at;
      }
      largest[j] = at * h.columns() + j;
    }
    return h.reshaped(h.values().length, 1).rows(largest).transposed();
  }

  /// Σ α_t·h_t with α = softmax of the scores v·tanh(W·h_t + b) over the row's real steps. Shapes:
  /// W (A, F) · b (1, A) · v (1, A); the final score has no bias.
  public static Matrix attention(Matrix h, Matrix weight, Matrix bias, Matrix v) {
    Matrix scores = linear(tanh(linear(h, weight, bias)), v); // (T, 1)
    return softmax(scores.transposed()).product(h);
  }

  private static double logistic(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}
