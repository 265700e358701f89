package dev.recur.nn;

import dev.recur.tensor.Packing;

/// The forward algorithm of a [Crf] over one row, and its backward pass, which gives the marginals.
///
///     into_t = log Σ_i exp(α_{t−1,i} + A_ij)     (start at t = 0)
///     α_t    = into_t + x_t, less its largest, which is added to log Z
///     log Z  = Σ of these + log Σ_j exp(α_{T−1,j} + end_j)
///
///     m_{T−1,j} = exp(α_{T−1,j} + end_j − log Σ exp(α_{T−1} + end))
///     ξ_tij     = exp(α_{t,i} + A_ij − into_{t+1,j}) · m_{t+1,j}
///     m_{t,i}   = Σ_j ξ_tij
///
/// m_tj = p(y_t = j | x) and ξ_tij = p(y_t = i, y_{t+1} = j | x) are the gradients of log Z by x_t
/// and by one use of A.
///
/// Shapes: x, into, α, m (T, C) · A, ξ (C, C). Derivation: docs/maths/crf.md.
final class CrfChain {
  private final CrfScores scores;
  private final int tags;
  private final int steps;
  private final double[] into;
  private final double[] alpha;
  private final double logEnd; // log Σ_j exp(α_{T−1,j} + end_j)
  private final double logZ;

  /// The expected counts of each start, end and transition, less those of the given tags.
  static final class Counts {
    final double[] start;
    final double[] end;
    final double[] transitions;

    Counts(int tags) {
      start = new double[tags];
      end = new double[tags];
      transitions = new double[tags * tags];
    }
  }

  /// Runs the forward algorithm on row b of packed scores x (N, C).
  CrfChain(CrfScores scores, float[] x, Packing packing, int b) {
    this.scores = scores;
    tags = scores.tags;
    steps = packing.length(b);
    into = new double[steps * tags];
    alpha = new double[steps * tags];
    System.arraycopy(scores.start, 0, into, 0, tags);
    double shift = 0;
    for (int t = 0; t < steps; t++) {
      if (t > 0) {
        scores.into(alpha, (t - 1) * tags, into, t * tags);
      }
      shift += forward(t * tags, x, packing.index(b, t) * tags);
    }
    logEnd = logSumAtEnd((steps - 1) * tags);
    logZ = shift + logEnd;
  }

  /// α = into + x, less its largest, which is returned; so α keeps its digits in long rows.
  private double forward(int at, float[] x, int from) {
    double most = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < tags; j++) {
      alpha[at + j] = into[at + j] + x[from + j];
      most = Math.max(most, alpha[at + j]);
    }
    if (most > Double.NEGATIVE_INFINITY) {
      for (int j = at; j < at + tags; j++) {
        alpha[j] -= most;
      }
    }
    return most;
  }

  private double logSumAtEnd(int last) {
    double most = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < tags; j++) {
      most = Math.max(most, alpha[last + j] + scores.end[j]);
    }
    if (most == Double.NEGATIVE_INFINITY) {
      return most;
    }
    double sum = 0;
    for (int j = 0; j < tags; j++) {
      sum += StrictMath.exp(alpha[last + j] + scores.end[j] - most);
    }
    return most + StrictMath.log(sum);
  }

  /// log Σ exp(score) over all permitted paths; −∞ if there is none.
  double logZ() {
    return logZ;
  }

  /// Returns the marginals m (T, C), and adds `de` times the expected counts.
  double[] backward(double de, Counts counts) {
    double[] m = new double[steps * tags];
    int last = (steps - 1) * tags;
    for (int j = 0; j < tags; j++) {
      m[last + j] = StrictMath.exp(alpha[last + j] + scores.end[j] - logEnd);
      counts.end[j] += de * m[last + j]; // dend = de · m_{T−1}
    }
    double[] weights = new double[tags];
    for (int t = steps - 2; t >= 0; t--) {
      if (scores.narrow(alpha, t * tags)) {
        narrowBackward(t * tags, m, weights, de, counts.transitions);
      } else {
        wideBackward(t * tags, m, de, counts.transitions);
      }
    }
    for (int j = 0; j < tags; j++) {
      counts.start[j] += de * m[j]; // dstart = de · m_0
    }
    return m;
  }

  /// ξ_ij = e_i · F_ij · w_j, with e = exp(α_t), F = exp(A − largest), w_j = m_j/Σ_i e_i·F_ij.
  private void narrowBackward(int at, double[] m, double[] w, double de, double[] counts) {
    int next = at + tags;
    for (int j = 0; j < tags; j++) {
      double sum = into[next + j] - scores.largest; // its logarithm; −∞ only if m_j = 0
      w[j] = m[next + j] > 0 ? m[next + j] * StrictMath.exp(-sum) : 0; // w = m/Σ e·F
    }
    for (int i = 0; i < tags; i++) {
      double e = StrictMath.exp(alpha[at + i]);
      double sum = 0;
      for (int j = 0; j < tags; j++) {
        double fw = scores.factors[i * tags + j] * w[j];
        sum += fw;
        counts[i * tags + j] += de * e * fw; // dA = de · Σ_t ξ_t
      }
      m[at + i] = e * sum; // m_t = Σ_j ξ_ij
    }
  }

  private void wideBackward(int at, double[] m, double de, double[] counts) {
    int next = at + tags;
    for (int i = 0; i < tags; i++) {
      for (int j = 0; j < tags; j++) {
        if (m[next + j] > 0) {
          double a = scores.transitions[i * tags + j];
          double xi = StrictMath.exp(alpha[at + i] + a - into[next + j]) * m[next + j];
          m[at + i] += xi; // m_t = Σ_j ξ_ij
          counts[i * tags + j] += de * xi; // dA = de · Σ_t ξ_t
        }
      }
    }
  }
}
