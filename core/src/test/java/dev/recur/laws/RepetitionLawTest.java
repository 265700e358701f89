package dev.recur.laws;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The first call = the ten-thousandth, whatever the compiler has made of the code in between.
@Tag("scalar")
@Tag("widths")
class RepetitionLawTest {
  static Stream<Configuration> oneOfEachKind() {
    return Configurations.oneOfEachKind();
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void the_first_call_gives_the_bits_of_the_ten_thousandth(Configuration c) {
    Network net = c.network(3, 4);
    Problem problem = Problem.of(net.sizes(), 1, 2);
    Results first = Pass.whole(net, problem);
    for (int call = 2; call <= 10_000; call++) {
      Results later = Pass.whole(net, problem);
      if (call % 500 == 0) {
        first.assertSame("call " + call, later);
      }
    }
  }
}
