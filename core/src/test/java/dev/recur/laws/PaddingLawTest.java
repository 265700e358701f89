package dev.recur.laws;

import dev.recur.laws.fixtures.Configuration;
import dev.recur.laws.fixtures.Configurations;
import dev.recur.laws.fixtures.Network;
import dev.recur.laws.fixtures.Pass;
import dev.recur.laws.fixtures.Problem;
import dev.recur.laws.fixtures.Tapes;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A padded batch, NaN in its padding = the same rows without padding.
@Tag("device")
@Tag("scalar")
@Tag("widths")
class PaddingLawTest {
  static Stream<Configuration> all() {
    return Configurations.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void what_stands_in_the_padding_changes_no_bit(Configuration c) {
    for (boolean batchFirst : new boolean[] {false, true}) {
      Network net = c.batchFirst(7, 19, batchFirst);
      Problem problem = Problem.of(net.sizes(), 5, 9, 1, 9, 2, 7);
      Pass.whole(net, problem)
          .assertSame("batchFirst " + batchFirst, Pass.padded(net, problem, Tapes.used()));
    }
  }
}
