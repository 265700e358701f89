package dev.recur.laws;

import dev.recur.kernel.Kernels;
import dev.recur.laws.fixtures.Configuration;
import dev.recur.laws.fixtures.Configurations;
import dev.recur.laws.fixtures.Network;
import dev.recur.laws.fixtures.Pass;
import dev.recur.laws.fixtures.Problem;
import dev.recur.laws.fixtures.Tapes;
import dev.recur.tensor.Workers;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Scalar kernels = vector kernels of the width that this JVM has, over sizes with every kind of
/// remainder. (Where there are no vector kernels, nothing is compared.)
@Tag("scalar")
@Tag("widths")
class KernelLawTest {
  private static final int[] SIZES = {1, 3, 7, 8, 13, 16, 17, 31, 64, 100, 207};

  static Stream<Configuration> oneOfEachKind() {
    return Configurations.oneOfEachKind();
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void scalar_and_vector_kernels_give_equal_bits(Configuration c) {
    Workers scalar = new Workers(1, Kernels.scalar());
    Workers best = new Workers(1, Kernels.best());
    for (int i = 0; i < SIZES.length; i++) {
      int inputs = SIZES[SIZES.length - 1 - i];
      int hidden = c.kind().name().contains("projected") ? SIZES[i] + 1 : SIZES[i];
      Network net = c.network(inputs, hidden);
      Problem problem = Problem.of(net.sizes(), 2, 3, 1, 3, 2);
      Pass.whole(net, problem, Tapes.used(scalar))
          .assertSame("H = " + hidden, Pass.whole(net, problem, Tapes.used(best)));
    }
  }
}
