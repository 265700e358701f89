package dev.recur.oracle;

import static dev.recur.oracle.Operations.logSoftmax;
import static dev.recur.oracle.Operations.scaled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// A linear-chain CRF by its definition: the softmax over all paths of tags, each of them written
/// out. So there is nothing here about recursions.
///
/// Shapes: x (T, C) · start, end (1, C) · transitions (C, C), from the row's tag to the column's ·
/// P paths.
public record CrfOracle(Matrix start, Matrix end, Matrix transitions) {

  /// All sequences of T tags that are permitted; of two, the one with the lower tag at the first
  /// difference comes first.
  public static List<int[]> paths(int steps, int tags, Predicate<int[]> permitted) {
    List<int[]> all = List.of(new int[0]);
    for (int t = 0; t < steps; t++) {
      List<int[]> longer = new ArrayList<>();
      for (int[] path : all) {
        for (int tag = 0; tag < tags; tag++) {
          int[] more = Arrays.copyOf(path, path.length + 1);
          more[path.length] = tag;
          longer.add(more);
        }
      }
      all = longer;
    }
    return all.stream().filter(permitted).toList();
  }

  /// The score of each path (P, 1): a product of how often it uses each score with the scores.
  public Matrix scores(List<int[]> paths, Matrix x) {
    int tags = x.columns();
    int steps = x.rows();
    int startAt = steps * tags;
    int endAt = startAt + tags;
    int transitionsAt = endAt + tags;
    int width = transitionsAt + tags * tags;
    double[] uses = new double[paths.size() * width];
    for (int p = 0; p < paths.size(); p++) {
      int[] path = paths.get(p);
      uses[p * width + startAt + path[0]]++;
      uses[p * width + endAt + path[steps - 1]]++;
      for (int t = 0; t < steps; t++) {
        uses[p * width + t * tags + path[t]]++;
        if (t > 0) {
          uses[p * width + transitionsAt + path[t - 1] * tags + path[t]]++;
        }
      }
    }
    Matrix all =
        Matrix.stack(
            List.of(
                x.reshaped(steps * tags, 1),
                start.reshaped(tags, 1),
                end.reshaped(tags, 1),
                transitions.reshaped(tags * tags, 1)));
    return Matrix.of(paths.size(), width, uses).product(all);
  }

  /// −log p of path number `given`, (1, 1).
  public Matrix loss(List<int[]> paths, int given, Matrix x) {
    return scaled(logSoftmax(scores(paths, x).transposed()).columns(given, given + 1), -1);
  }
}
