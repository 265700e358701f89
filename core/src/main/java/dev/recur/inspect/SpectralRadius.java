package dev.recur.inspect;

/// The spectral radius of a square matrix: the largest absolute value of its eigenvalues, also of
/// complex ones.
///
///     ρ(A) = lim ‖Aᵏ‖^(1/k)     and, sooner,     ρ(A) = lim (‖A²ᵏ‖/‖Aᵏ‖)^(1/k)
///
/// k doubles with each squaring; the matrix is divided by its norm each time, so that nothing
/// overflows. Source: Gelfand 1941, *Normierte Ringe*, section 2.
final class SpectralRadius {
  private static final int MOST_SQUARINGS = 40;
  private static final double ENOUGH = 1e-6; // of its logarithm
  private static final int AGREEING = 3; // successive estimates

  private SpectralRadius() {}

  /// The spectral radius of the n rows from row `first` on.
  ///
  /// @param matrix (…, n), as W_hh has a block of rows for each gate
  static double of(float[] matrix, int first, int n) {
    double[] a = new double[n * n];
    for (int i = 0; i < a.length; i++) {
      a[i] = matrix[first * n + i];
    }
    return of(a, n);
  }

  /// The spectral radius of a matrix (n, n), which is overwritten.
  static double of(double[] a, int n) {
    double log = 0; // of ‖Aᵏ‖, where the present matrix is Aᵏ/‖Aᵏ‖
    double estimate = 0;
    int agreeing = 0;
    double[] power = a;
    double norm = normalise(power);
    log += StrictMath.log(norm);
    for (int i = 0; i < MOST_SQUARINGS && norm != 0 && agreeing < AGREEING; i++) {
      power = squared(power, n);
      norm = normalise(power);
      double next = log + StrictMath.log(norm); // ln(‖A²ᵏ‖/‖Aᵏ‖)
      double better = next / Math.scalb(1.0, i);
      agreeing = Math.abs(better - estimate) <= ENOUGH ? agreeing + 1 : 0;
      estimate = better;
      log = 2 * log + StrictMath.log(norm);
    }
    return norm == 0 ? 0 : StrictMath.exp(estimate); // NaN of weights that are not finite
  }

  /// Divides a matrix by its Frobenius norm, and returns that.
  private static double normalise(double... a) {
    double squares = 0;
    for (double x : a) {
      squares += x * x;
    }
    double norm = Math.sqrt(squares);
    for (int i = 0; i < a.length && norm > 0; i++) {
      a[i] /= norm;
    }
    return norm;
  }

  private static double[] squared(double[] a, int n) {
    double[] y = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        double factor = a[i * n + k];
        for (int j = 0; j < n; j++) {
          y[i * n + j] += factor * a[k * n + j];
        }
      }
    }
    return y;
  }
}
