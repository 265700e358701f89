package dev.recur.nn;

import dev.recur.tensor.Packing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The n best paths of one row of a [Crf]: Viterbi's algorithm, which keeps for each tag of a step
/// the n best paths that end there.
///
/// Of equal scores, the path whose last tag is lower comes first; if that is the same, the one
/// whose tag before is lower, and so on.
///
/// Source: Viterbi 1967; n best: Schwartz & Chow 1990, *The N-Best Algorithm*.
final class CrfSearch {
  private static final double NONE = Double.NEGATIVE_INFINITY;

  private final CrfScores scores;
  private final int tags;
  private final int n;
  private final int[][] from; // for each step (C, n): tag · n + rank of the path one step before
  private double[] best; // (C, n): the scores of the paths up to the present step, NONE if fewer
  private double[] next;

  private CrfSearch(CrfScores scores, int steps, int n) {
    this.scores = scores;
    this.n = n;
    tags = scores.tags;
    from = new int[steps][];
    best = new double[tags * n];
    next = new double[tags * n];
  }

  /// The n best paths of row b of packed scores x (N, C), fewer if fewer are permitted.
  static List<TagPath> paths(
      CrfScores scores, float[] x, Packing packing, int b, int n, double logZ) {
    int steps = packing.length(b);
    CrfSearch search = new CrfSearch(scores, steps, atMost(n, scores.tags, steps));
    for (int t = 0; t < steps; t++) {
      search.step(t, x, packing.index(b, t) * scores.tags);
    }
    return search.ends(logZ);
  }

  /// The smaller one of n and C^T, the number of all paths.
  private static int atMost(int n, int tags, int steps) {
    long paths = 1;
    for (int t = 0; t < steps && paths < n && tags > 1; t++) {
      paths *= tags;
    }
    return (int) Math.min(n, paths);
  }

  private void step(int t, float[] x, int at) {
    from[t] = new int[tags * n];
    Arrays.fill(next, NONE);
    for (int j = 0; j < tags; j++) {
      if (t == 0) {
        next[j * n] = scores.start[j];
      } else {
        for (int i = 0; i < tags; i++) {
          extend(i, scores.transitions[i * tags + j], next, from[t], j * n);
        }
      }
      for (int r = j * n; r < j * n + n; r++) {
        next[r] += x[at + j];
      }
    }
    double[] before = best;
    best = next;
    next = before;
  }

  /// Puts the paths that end in tag i, with this score added, into a list of n that starts at `at`.
  private void extend(int i, double score, double[] list, int[] origin, int at) {
    for (int r = i * n; r < i * n + n; r++) {
      double s = best[r] + score;
      if (!(s > list[at + n - 1])) {
        return; // nor are the worse ones of tag i
      }
      int place = at + n - 1;
      while (place > at && s > list[place - 1]) { // behind equal ones: lower tags came earlier
        list[place] = list[place - 1];
        origin[place] = origin[place - 1];
        place--;
      }
      list[place] = s;
      origin[place] = r;
    }
  }

  private List<TagPath> ends(double logZ) {
    double[] list = new double[n];
    int[] origin = new int[n];
    Arrays.fill(list, NONE);
    for (int j = 0; j < tags; j++) {
      extend(j, scores.end[j], list, origin, 0);
    }
    List<TagPath> paths = new ArrayList<>();
    for (int r = 0; r < n && list[r] > NONE; r++) {
      int[] path = new int[from.length];
      int at = origin[r];
      for (int t = path.length - 1; t >= 0; t--) {
        path[t] = at / n;
        at = from[t][at];
      }
      paths.add(new TagPath(path, list[r], list[r] - logZ));
    }
    return paths;
  }
}
