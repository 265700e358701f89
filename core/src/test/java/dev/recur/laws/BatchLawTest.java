package dev.recur.laws;

import dev.recur.laws.fixtures.Configuration;
import dev.recur.laws.fixtures.Configurations;
import dev.recur.laws.fixtures.Network;
import dev.recur.laws.fixtures.Pass;
import dev.recur.laws.fixtures.Problem;
import dev.recur.laws.fixtures.Results;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A row in a batch = the row alone = the row in the same batch permuted.
@Tag("device")
@Tag("scalar")
@Tag("widths")
class BatchLawTest {
  private static final int[] LENGTHS = {5, 9, 1, 9, 2, 7};

  static Stream<Configuration> all() {
    return Configurations.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_row_in_a_batch_gives_the_bits_of_the_row_alone(Configuration c) {
    Network net = c.network(7, 19);
    Problem problem = Problem.of(net.sizes(), LENGTHS);
    Results batch = Pass.whole(net, problem);
    Map<String, float[]> sums = new TreeMap<>();
    for (int b = 0; b < LENGTHS.length; b++) {
      Results alone = Pass.whole(net, problem.choose(b));
      batch.assertSameRows("alone", alone);
      alone.parameters().forEach((name, d) -> sums.merge(name, d, BatchLawTest::sum));
    }
    Results summed = new Results();
    sums.forEach(summed::putParameter);
    batch.assertCloseParameters("the sum over the rows", summed);
  }

  private static float[] sum(float[] a, float[] b) {
    float[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_permuted_batch_gives_each_row_the_same_bits(Configuration c) {
    Network net = c.network(7, 19);
    Problem problem = Problem.of(net.sizes(), LENGTHS);
    Results batch = Pass.whole(net, problem);
    for (int[] order : new int[][] {{5, 4, 3, 2, 1, 0}, {3, 0, 5, 1, 4, 2}}) {
      Results permuted = Pass.whole(net, problem.choose(order));
      batch.assertSameRows("permuted", permuted);
      batch.assertCloseParameters("permuted", permuted);
    }
  }
}
