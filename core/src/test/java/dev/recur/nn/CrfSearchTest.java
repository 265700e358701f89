package dev.recur.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.oracle.CrfOracle;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The n best paths and the marginals = what comes out if all paths are written down and sorted,
/// for small random fields with and without constraints and equal scores.
class CrfSearchTest {
  private static final int FIELDS = 200;

  /// A random field: the random numbers' seed, the number of tags, and which kind of scores.
  record Field(int seed, int tags, boolean equalScores, boolean constrained) {}

  static Stream<Field> fields() {
    List<Field> fields = new ArrayList<>();
    for (int seed = 0; seed < FIELDS; seed++) {
      fields.add(new Field(seed, 2 + seed % 3, seed / 3 % 2 == 0, seed / 6 % 2 == 0));
    }
    return fields.stream();
  }

  private static float[] scores(Random random, int count, boolean equalScores) {
    float[] scores = new float[count];
    for (int i = 0; i < count; i++) {
      scores[i] = equalScores ? random.nextInt(3) / 2f : (float) random.nextGaussian();
    }
    return scores;
  }

  private static Crf crf(Field field, Random random) {
    boolean[] start = permitted(field, random);
    boolean[] end = permitted(field, random);
    boolean[][] transitions = new boolean[field.tags][];
    for (int i = 0; i < field.tags; i++) {
      transitions[i] = permitted(field, random);
    }
    Crf crf = new Crf(CrfConstraints.of(start, end, transitions), Seed.of(1));
    for (Parameter p : crf.parameters().values()) {
      p.set(scores(random, p.count(), field.equalScores));
    }
    return crf;
  }

  private static boolean[] permitted(Field field, Random random) {
    boolean[] permitted = new boolean[field.tags];
    for (int i = 0; i < permitted.length; i++) {
      permitted[i] = !field.constrained || random.nextInt(4) > 0;
    }
    return permitted;
  }

  @ParameterizedTest
  @MethodSource("fields")
  void the_n_best_are_the_first_of_all_paths_sorted(Field field) {
    Random random = new Random(field.seed);
    Crf crf = crf(field, random);
    int[] lengths = {1 + random.nextInt(5), 1, 1 + random.nextInt(5), 5};
    Packing packing = Packing.of(lengths);
    float[] x = scores(random, packing.total() * field.tags, field.equalScores);
    PackedSequence emissions =
        new PackedSequence(Tensor.of(x, packing.total(), field.tags), packing);
    for (int n : new int[] {1, 2, 3, 7, 2000}) {
      List<List<TagPath>> found = crf.decode(emissions, n);
      for (int b = 0; b < lengths.length; b++) {
        assertPaths(sorted(crf, x, packing, b), n, found.get(b));
      }
    }
    boolean anyPath = true;
    for (int b = 0; b < lengths.length; b++) {
      anyPath &= !sorted(crf, x, packing, b).isEmpty();
    }
    if (anyPath) {
      float[] p = crf.marginals(emissions).toArray();
      for (int b = 0; b < lengths.length; b++) {
        assertMarginals(sorted(crf, x, packing, b), packing, b, p, field.tags);
      }
    }
  }

  private static void assertPaths(List<TagPath> all, int n, List<TagPath> found) {
    assertEquals(Math.min(n, all.size()), found.size());
    for (int i = 0; i < found.size(); i++) {
      assertArrayEquals(all.get(i).tags(), found.get(i).tags());
      assertEquals(all.get(i).score(), found.get(i).score());
      assertEquals(all.get(i).logProbability(), found.get(i).logProbability(), 1e-12);
    }
  }

  private static void assertMarginals(
      List<TagPath> all, Packing packing, int b, float[] p, int tags) {
    for (int t = 0; t < packing.length(b); t++) {
      double[] expected = new double[tags];
      for (TagPath path : all) {
        expected[path.tags()[t]] += StrictMath.exp(path.logProbability());
      }
      double sum = 0;
      for (int j = 0; j < tags; j++) {
        float got = p[packing.index(b, t) * tags + j];
        assertEquals(expected[j], got, 1e-7);
        sum += got;
      }
      assertEquals(1, sum, 3e-7);
    }
  }

  /// All permitted paths, the best first; of equal ones that with the lower tags, from the last
  /// step on.
  private static List<TagPath> sorted(Crf crf, float[] x, Packing packing, int b) {
    int tags = crf.constraints().tags();
    List<int[]> paths = CrfOracle.paths(packing.length(b), tags, crf.constraints()::permits);
    double sum = 0;
    for (int[] path : paths) {
      sum += StrictMath.exp(score(crf, x, packing, b, path));
    }
    double logZ = StrictMath.log(sum);
    List<TagPath> all = new ArrayList<>();
    for (int[] path : paths) {
      double score = score(crf, x, packing, b, path);
      all.add(new TagPath(path, score, score - logZ));
    }
    all.sort(CrfSearchTest::order);
    return all;
  }

  private static int order(TagPath a, TagPath b) {
    int order = Double.compare(b.score(), a.score());
    for (int t = a.tags().length - 1; t >= 0 && order == 0; t--) {
      order = Integer.compare(a.tags()[t], b.tags()[t]);
    }
    return order;
  }

  private static double score(Crf crf, float[] x, Packing packing, int b, int... y) {
    int tags = crf.constraints().tags();
    float[] transitions = crf.parameter("transitions").toArray();
    double score = (double) crf.parameter("start").toArray()[y[0]];
    score += x[packing.index(b, 0) * tags + y[0]];
    for (int t = 1; t < y.length; t++) {
      score += transitions[y[t - 1] * tags + y[t]];
      score += x[packing.index(b, t) * tags + y[t]];
    }
    return score + crf.parameter("end").toArray()[y[y.length - 1]];
  }
}
