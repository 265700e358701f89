package dev.recur.laws;

import dev.recur.laws.fixtures.Configuration;
import dev.recur.laws.fixtures.Configurations;
import dev.recur.laws.fixtures.Network;
import dev.recur.laws.fixtures.Pass;
import dev.recur.laws.fixtures.Problem;
import dev.recur.laws.fixtures.Results;
import dev.recur.laws.fixtures.Tapes;
import dev.recur.tensor.Workers;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// 1 = 2 = 3 = 8 threads, in rows and in the gradients of parameters.
@Tag("scalar")
@Tag("widths")
class ThreadLawTest {
  private static final List<Workers> WORKERS =
      IntStream.of(2, 3, 8).mapToObj(Workers::new).toList();

  @AfterAll
  static void stop() {
    WORKERS.forEach(Workers::close);
  }

  static Stream<Configuration> all() {
    return Configurations.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void the_number_of_threads_changes_no_bit(Configuration c) {
    Network net = c.network(7, 19);
    int[] lengths = IntStream.range(0, 37).map(b -> 1 + b * 7 % 9).toArray();
    Problem problem = Problem.of(net.sizes(), lengths);
    Results one = Pass.whole(net, problem);
    for (Workers workers : WORKERS) {
      one.assertSame(workers.threads() + " threads", Pass.whole(net, problem, Tapes.used(workers)));
    }
  }
}
