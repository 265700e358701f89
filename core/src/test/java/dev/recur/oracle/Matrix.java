package dev.recur.oracle;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// A matrix of doubles that remembers how it was computed, so that it can be differentiated.
///
/// This is the yardstick that the engine is measured with, so it shares no code with it and is
/// written to be read, not to be fast: six operations have a derivative of their own (gather, map,
/// plus, times, product, join), and everything else is composed of these. Each of the six is
/// compared with numeric differences in `OracleTest`.
public final class Matrix {
  private static final AtomicLong CREATED = new AtomicLong();

  // A matrix is younger than everything it was computed from: backward goes from young to old.
  private final long age = CREATED.getAndIncrement();
  private final int rows;
  private final int columns;
  private final double[] values;
  private final double[] gradient;
  private final List<Matrix> inputs;
  private final Consumer<double[]> backward;

  private Matrix(int rows, int columns, List<Matrix> inputs, Consumer<double[]> backward) {
    this.rows = rows;
    this.columns = columns;
    this.values = new double[rows * columns];
    this.gradient = new double[rows * columns];
    this.inputs = inputs;
    this.backward = backward;
  }

  /// A matrix that was not computed: a parameter, an input or a constant.
  public static Matrix of(int rows, int columns, double... values) {
    if (values.length != rows * columns) {
      throw new IllegalArgumentException(
          "a matrix of "
              + rows
              + " x "
              + columns
              + " takes "
              + rows * columns
              + " values, got "
              + values.length);
    }
    Matrix m = new Matrix(rows, columns, List.of(), dy -> {});
    System.arraycopy(values, 0, m.values, 0, values.length);
    return m;
  }

  /// Like [#of(int, int, double...)], but from floats.
  public static Matrix of(int rows, int columns, float[] values) {
    return of(
        rows, columns, IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray());
  }

  public static Matrix filled(int rows, int columns, double value) {
    double[] values = new double[rows * columns];
    Arrays.fill(values, value);
    return of(rows, columns, values);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public double at(int row, int column) {
    return values[row * columns + column];
  }

  /// The values themselves, row by row: a numeric difference moves one of them.
  public double[] values() {
    return values;
  }

  /// What the last `backward` that reached this matrix left here, row by row.
  public double[] gradient() {
    return gradient;
  }

  /// Fills in the gradient of everything that this 1 x 1 matrix was computed from.
  public void backward() {
    backward(1.0);
  }

  /// Like [#backward()], but for a matrix of any size, given the gradient of its values.
  public void backward(double... upstream) {
    if (upstream.length != values.length) {
      throw new IllegalArgumentException(
          "expected " + values.length + " upstream gradients, got " + upstream.length);
    }
    Set<Matrix> reached = Collections.newSetFromMap(new IdentityHashMap<>());
    ArrayDeque<Matrix> open = new ArrayDeque<>(List.of(this));
    while (!open.isEmpty()) {
      Matrix m = open.pop();
      if (reached.add(m)) {
        Arrays.fill(m.gradient, 0.0);
        open.addAll(m.inputs);
      }
    }
    System.arraycopy(upstream, 0, gradient, 0, upstream.length);
    reached.stream()
        .sorted(Comparator.comparingLong((Matrix m) -> m.age).reversed())
        .forEach(m -> m.backward.accept(m.gradient));
  }

  // ---- the six operations that have a derivative of their own ----

  /// Value i of the result is this matrix's value number `from[i]`; a value may go to many places.
  private Matrix gather(int rows, int columns, int[] from) {
    Matrix x = this;
    Matrix y =
        new Matrix(
            rows,
            columns,
            List.of(x),
            dy -> {
              for (int i = 0; i < from.length; i++) {
                x.gradient[from[i]] += dy[i]; // dx = Σ dy of the places it went to
              }
            });
    for (int i = 0; i < from.length; i++) {
      y.values[i] = x.values[from[i]];
    }
    return y;
  }

  /// A function of each value, given with its slope.
  public Matrix map(DoubleUnaryOperator f, DoubleUnaryOperator slope) {
    Matrix x = this;
    Matrix y =
        new Matrix(
            rows,
            columns,
            List.of(x),
            dy -> {
              for (int i = 0; i < dy.length; i++) {
                x.gradient[i] += dy[i] * slope.applyAsDouble(x.values[i]); // dx = dy · f'(x)
              }
            });
    for (int i = 0; i < y.values.length; i++) {
      y.values[i] = f.applyAsDouble(x.values[i]);
    }
    return y;
  }

  /// The sum, value by value; one row or one column is repeated to fit.
  public Matrix plus(Matrix other) {
    Matrix a = spread(other.rows, other.columns);
    Matrix b = other.spread(rows, columns);
    Matrix y =
        new Matrix(
            a.rows,
            a.columns,
            List.of(a, b),
            dy -> {
              for (int i = 0; i < dy.length; i++) {
                a.gradient[i] += dy[i]; // da = dy
                b.gradient[i] += dy[i]; // db = dy
              }
            });
    for (int i = 0; i < y.values.length; i++) {
      y.values[i] = a.values[i] + b.values[i];
    }
    return y;
  }

  /// The product, value by value; one row or one column is repeated to fit.
  public Matrix times(Matrix other) {
    Matrix a = spread(other.rows, other.columns);
    Matrix b = other.spread(rows, columns);
    Matrix y =
        new Matrix(
            a.rows,
            a.columns,
            List.of(a, b),
            dy -> {
              for (int i = 0; i < dy.length; i++) {
                a.gradient[i] += dy[i] * b.values[i]; // da = dy ⊙ b
                b.gradient[i] += dy[i] * a.values[i]; // db = dy ⊙ a
              }
            });
    for (int i = 0; i < y.values.length; i++) {
      y.values[i] = a.values[i] * b.values[i];
    }
    return y;
  }

  /// The matrix product: (M, K) times (K, N) is (M, N).
  public Matrix product(Matrix other) {
    if (columns != other.rows) {
      throw new IllegalArgumentException(this + " times " + other + " is no matrix product");
    }
    Matrix a = this;
    Matrix b = other;
    int n = b.columns;
    Matrix y =
        new Matrix(
            rows,
            n,
            List.of(a, b),
            dy -> {
              for (int i = 0; i < a.rows; i++) {
                for (int k = 0; k < a.columns; k++) {
                  for (int j = 0; j < n; j++) {
                    a.gradient[i * a.columns + k] += dy[i * n + j] * b.at(k, j); // dA = dY·Bᵀ
                    b.gradient[k * n + j] += a.at(i, k) * dy[i * n + j]; // dB = Aᵀ·dY
                  }
                }
              }
            });
    for (int i = 0; i < a.rows; i++) {
      for (int k = 0; k < a.columns; k++) {
        for (int j = 0; j < n; j++) {
          y.values[i * n + j] += a.at(i, k) * b.at(k, j);
        }
      }
    }
    return y;
  }

  /// Matrices of equal width, one below the other.
  public static Matrix stack(List<Matrix> parts) {
    int columns = parts.getFirst().columns;
    if (parts.stream().anyMatch(p -> p.columns != columns)) {
      throw new IllegalArgumentException("cannot stack " + parts + ": their widths differ");
    }
    Matrix y =
        new Matrix(
            parts.stream().mapToInt(p -> p.rows).sum(),
            columns,
            List.copyOf(parts),
            dy -> {
              int at = 0;
              for (Matrix p : parts) {
                for (int i = 0; i < p.gradient.length; i++) {
                  p.gradient[i] += dy[at++]; // each part's gradient is its part of dy
                }
              }
            });
    int at = 0;
    for (Matrix p : parts) {
      System.arraycopy(p.values, 0, y.values, at, p.values.length);
      at += p.values.length;
    }
    return y;
  }

  // ---- what is composed of gather ----

  /// The given rows in the given order; a row may be named twice. This is the embedding look-up.
  public Matrix rows(int... numbers) {
    int[] from = new int[numbers.length * columns];
    for (int i = 0; i < from.length; i++) {
      from[i] = numbers[i / columns] * columns + i % columns;
    }
    return gather(numbers.length, columns, from);
  }

  /// Columns `from` (included) to `to` (not included).
  public Matrix columns(int from, int to) {
    return transposed().rows(IntStream.range(from, to).toArray()).transposed();
  }

  /// Part `number` of `parts` equal parts, cut along the columns.
  public Matrix part(int number, int parts) {
    int width = columns / parts;
    return columns(number * width, (number + 1) * width);
  }

  public Matrix transposed() {
    int[] from =
        IntStream.range(0, values.length).map(i -> i % rows * columns + i / rows).toArray();
    return gather(columns, rows, from);
  }

  public Matrix reshaped(int newRows, int newColumns) {
    return gather(newRows, newColumns, IntStream.range(0, values.length).toArray());
  }

  private Matrix spread(int likeRows, int likeColumns) {
    int r = rows == 1 ? likeRows : rows;
    int c = columns == 1 ? likeColumns : columns;
    if (r == rows && c == columns) {
      return this;
    }
    return gather(
        r,
        c,
        IntStream.range(0, r * c).map(i -> i / c % rows * columns + i % c % columns).toArray());
  }

  @Override
  public String toString() {
    return "(" + rows + ", " + columns + ")";
  }
}
