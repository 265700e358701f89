package dev.recur.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/// Finds the tokens whose vectors have the largest cosine to a given vector.
final class VectorNeighbours {
  private VectorNeighbours() {}

  private record Candidate(int index, double cosine) {}

  static List<Vectors.Neighbour> nearest(
      VectorTable table, float[] query, int k, Predicate<String> leftOut) {
    // The worst candidate is at the head; of equal cosines the earlier row is better.
    Comparator<Candidate> worstFirst =
        Comparator.comparingDouble(Candidate::cosine)
            .thenComparing(Comparator.comparingInt(Candidate::index).reversed());
    PriorityQueue<Candidate> best = new PriorityQueue<>(worstFirst);
    for (int i = 0; i < table.size(); i++) {
      if (!leftOut.test(table.token(i))) {
        best.add(new Candidate(i, cosine(query, table.block(i), table.start(i))));
        if (best.size() > k) {
          best.remove();
        }
      }
    }
    List<Vectors.Neighbour> nearest = new ArrayList<>();
    while (!best.isEmpty()) {
      Candidate candidate = best.remove();
      nearest.addFirst(new Vectors.Neighbour(table.token(candidate.index), candidate.cosine));
    }
    return List.copyOf(nearest);
  }

  /// The cosine of two vectors; 0 if one of them is zero.
  private static double cosine(float[] a, float[] block, int start) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      double b = block[start + i];
      dot += a[i] * b;
      aa += (double) a[i] * a[i];
      bb += b * b;
    }
    return aa == 0 || bb == 0 ? 0 : dot / Math.sqrt(aa * bb);
  }
}
