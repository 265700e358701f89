package dev.recur.kernel;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The arithmetic on arrays that everything else is made of, in two implementations with the same
/// results, bit for bit: [ScalarKernels], which run everywhere, and [VectorKernels], which use the
/// Vector API.
///
/// The contract on bits, which makes results equal for scalar and vector code of any width, cold
/// and warm, in blocks or whole, on any number of threads:
///
/// - An element of a product is one chain of fused multiply-adds over increasing k, starting from
///   the value already in the output.
/// - Any other sum has 16 lanes that start at zero. The term at index i goes to lane i mod 16, in
///   increasing order; then lane l takes lane l + 8, + 4, + 2, + 1.
/// - tanh, sigmoid, exp and log are the polynomials of [Polynomials].
///
/// In every method the output comes last. An array is given as the array and the index of its first
/// element. Elementwise methods may work in place (same array, same index); a product's output must
/// not overlap its factors. All methods may be called by several threads at once. NaN results are
/// NaN, with whatever payload.
public abstract class Kernels extends AdamKernels {
  private static final int ROWS_A_TASK = 32; // of a table

  Kernels() {}

  /// Returns the kernels for this JVM: vector kernels if the module `jdk.incubator.vector` is
  /// present and the JIT compiler uses vectors, otherwise scalar ones. The system property
  /// `dev.recur.kernels` (`scalar` or `vector`) overrides the choice, which is made once.
  ///
  /// @throws IllegalStateException if the processor cannot multiply and add in one instruction, or
  ///   the property requires kernels that are not available
  public static Kernels best() {
    return Choice.best();
  }

  /// Returns the scalar kernels: they need no warm-up, so they suit a program that computes little.
  ///
  /// @throws IllegalStateException if the processor cannot multiply and add in one instruction
  public static Kernels scalar() {
    return Choice.scalar();
  }

  /// Returns the kernels for a quick start: scalar ones, as vector kernels are slow until they are
  /// compiled, and their classes take time to load. If the property `dev.recur.kernels` is set,
  /// those of [#best()].
  ///
  /// @throws IllegalStateException as [#best()]
  public static Kernels soonest() {
    return Choice.soonest();
  }

  /// The name of these kernels, such as `vector (512 bit)`.
  public abstract String name();

  /// The reason why they were chosen and, if they are not the fastest, what to do about it.
  public abstract String reason();

  /// Lays out B (k, n), whose element (i, j) is `b[at + i * rowStride + j * colStride]`, for
  /// products. A weight stored as (out, in) and used as its transpose has rowStride 1 and colStride
  /// in.
  ///
  /// @param reuse the result of an earlier call that is no longer needed; overwritten if it fits
  public abstract PackedMatrix pack(
      float[] b, int at, int rowStride, int colStride, int k, int n, @Nullable PackedMatrix reuse);

  /// C += A·B for the columns n0 to n1 - 1 of B and C.
  ///
  ///     c[i][j] = c[i][j] + Σ a[i][l]·b[l][j], one fused multiply-add for each l
  ///
  /// Shapes: A (m, k) with element (i, l) at `a[aAt + i * aRow + l * aCol]` · B (k, n) packed ·
  /// C (m, n) with element (i, j) at `c[cAt + i * cRow + j]`, where j counts from 0 whatever n0 is.
  ///
  /// @param n0 the first column, a multiple of [PackedMatrix#PANEL]
  /// @param n1 after the last column: a multiple of the panel too, or n
  public abstract void product(
      int m,
      int n0,
      int n1,
      float[] a,
      int aAt,
      int aRow,
      int aCol,
      PackedMatrix b,
      float[] c,
      int cAt,
      int cRow);

  /// Computes sums over all steps from the same gradients A, for the columns first to first + m − 1
  /// of A: the gradients of weights and biases that the steps share.
  ///
  /// Shape: A (steps, first + m or more) with element (l, i) at `a[aAt + l * aRow + i]`.
  public final void sums(
      int steps, int first, int m, float[] a, int aAt, int aRow, List<Sum> sums) {
    if (m > 0 && steps > 0) {
      Objects.checkFromToIndex(aAt, aAt + (steps - 1L) * aRow + first + m, a.length);
      sumBlock(steps, m, a, aAt + first, aRow, sums, first);
    }
  }

  /// The sums, for m columns of A from aAt on and as many rows of each C from first on.
  abstract void sumBlock(int steps, int m, float[] a, int aAt, int aRow, List<Sum> sums, int first);

  /// y = y + x
  public abstract void add(int n, float[] x, int xAt, float[] y, int yAt);

  /// y = y + s·x, fused
  public abstract void addScaled(int n, float s, float[] x, int xAt, float[] y, int yAt);

  /// y = s·y
  public abstract void scale(int n, float s, float[] y, int yAt);

  /// y = a − b
  public abstract void subtract(int n, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt);

  /// y = a ⊙ b
  public abstract void multiply(int n, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt);

  /// y = y + a ⊙ b, fused
  public abstract void multiplyAdd(
      int n, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt);

  /// y = z ⊙ p + (1 − z) ⊙ q, computed as q + z·(p − q), fused
  public abstract void mix(
      int n, float[] z, int zAt, float[] p, int pAt, float[] q, int qAt, float[] y, int yAt);

  /// y = tanh(x)
  public abstract void tanh(int n, float[] x, int xAt, float[] y, int yAt);

  /// y = σ(x) = 1 / (1 + e^−x)
  public abstract void sigmoid(int n, float[] x, int xAt, float[] y, int yAt);

  /// y = max(x, 0), where max(−0, 0) is 0 and NaN stays NaN
  public abstract void relu(int n, float[] x, int xAt, float[] y, int yAt);

  /// y = e^x
  public abstract void exp(int n, float[] x, int xAt, float[] y, int yAt);

  /// y = ln(x)
  public abstract void log(int n, float[] x, int xAt, float[] y, int yAt);

  /// y = dh ⊙ (1 − h²), the gradient of x in h = tanh(x)
  public abstract void tanhGradient(
      int n, float[] h, int hAt, float[] dh, int dhAt, float[] y, int yAt);

  /// y = a ⊙ b ⊙ (1 − h²), the gradient of x in h = tanh(x) where that of h is a ⊙ b
  public abstract void tanhGradient(
      int n, float[] h, int hAt, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt);

  /// y = y + a ⊙ b ⊙ (1 − h²)
  public abstract void addTanhGradient(
      int n, float[] h, int hAt, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt);

  /// y = a ⊙ b ⊙ s(1 − s), the gradient of x in s = σ(x) where that of s is a ⊙ b
  public abstract void sigmoidGradient(
      int n, float[] s, int sAt, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt);

  /// y = dh where h > 0, else 0: the gradient of x in h = relu(x)
  public abstract void reluGradient(
      int n, float[] h, int hAt, float[] dh, int dhAt, float[] y, int yAt);

  /// Σ x, or 0 of nothing.
  public abstract float sum(int n, float[] x, int xAt);

  /// Σ x ⊙ y with fused multiply-adds, or 0 of nothing.
  public abstract float dot(int n, float[] x, int xAt, float[] y, int yAt);

  /// Σ x² over some rows of a table: each row as in [#dot], then their sums one after the other, in
  /// double precision.
  ///
  /// @param run runs the tasks, each for some of the rows, on one thread or several; this changes
  ///   no bit
  public final double squares(BitSet rows, int width, float[] x, PutOff.Runner run) {
    Scratch scratch = Scratch.borrow();
    int count = rows.cardinality();
    int[] list = scratch.list(rows, count);
    double[] squares = scratch.numbers(count);
    each(count, run, i -> squares[i] = dot(width, x, list[i] * width, x, list[i] * width));
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += squares[i];
    }
    scratch.giveBack();
    return sum;
  }

  /// y = s·y in some rows of a table
  ///
  /// @param run runs the tasks, each for some of the rows, on one thread or several
  public final void scaleRows(BitSet rows, int width, float s, float[] y, PutOff.Runner run) {
    Scratch scratch = Scratch.borrow();
    int count = rows.cardinality();
    int[] list = scratch.list(rows, count);
    each(count, run, i -> scale(width, s, y, list[i] * width));
    scratch.giveBack();
  }

  private static void each(int count, PutOff.Runner run, IntConsumer one) {
    run.run(
        Math.ceilDiv(count, ROWS_A_TASK),
        task -> {
          int end = Math.min(count, (task + 1) * ROWS_A_TASK);
          for (int i = task * ROWS_A_TASK; i < end; i++) {
            one.accept(i);
          }
        });
  }

  /// The largest of x; NaN if one is NaN, −infinity of nothing.
  public abstract float max(int n, float[] x, int xAt);

  /// y = e^(x − max x) / Σ e^(x − max x), for one row
  public final void softmax(int n, float[] x, int xAt, float[] y, int yAt) {
    float max = max(n, x, xAt);
    for (int i = 0; i < n; i++) {
      y[yAt + i] = x[xAt + i] - max;
    }
    exp(n, y, yAt, y, yAt);
    float sum = sum(n, y, yAt);
    for (int i = 0; i < n; i++) {
      y[yAt + i] /= sum;
    }
  }

  /// y = x − max x − ln Σ e^(x − max x), for one row
  public final void logSoftmax(int n, float[] x, int xAt, float[] y, int yAt) {
    float max = max(n, x, xAt);
    Scratch scratch = Scratch.borrow();
    float[] powers = scratch.first(n);
    for (int i = 0; i < n; i++) {
      y[yAt + i] = x[xAt + i] - max;
    }
    exp(n, y, yAt, powers, 0);
    float log = Polynomials.log(sum(n, powers, 0));
    for (int i = 0; i < n; i++) {
      y[yAt + i] -= log;
    }
    scratch.giveBack();
  }
}
