package dev.recur.loss;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The negative log-likelihood against its definition.
class NLLLossTest {
  private static final int[] TARGETS = {2, 0, 1, 2, 3};
  private static final float[] WEIGHTS = {0.5f, 2, 1, 0.25f};

  static Stream<NLLLoss> everyOption() {
    return Stream.of(Reduction.values())
        .map(reduction -> new NLLLoss().withReduction(reduction))
        .flatMap(loss -> Stream.of(loss, loss.withWeight(WEIGHTS)))
        .flatMap(loss -> Stream.of(loss, loss.withIgnoreIndex(2)));
  }

  @ParameterizedTest
  @MethodSource("everyOption")
  void value_and_gradient_follow_the_definition(NLLLoss loss) {
    double[] w = new double[TARGETS.length];
    double denominator = 0;
    for (int r = 0; r < w.length; r++) {
      int y = TARGETS[r];
      w[r] = y == loss.ignoreIndex() ? 0 : loss.weight().isEmpty() ? 1 : WEIGHTS[y];
      denominator += w[r];
    }
    LossChecks.check(
        x -> loss.forward(x, TARGETS),
        loss.reduction(),
        x -> {
          double[] e = new double[w.length];
          for (int r = 0; r < e.length; r++) {
            e[r] = -w[r] * x[r * 4 + TARGETS[r]];
          }
          return e;
        },
        denominator,
        LossChecks.numbers(6, 20, 2),
        5,
        4);
  }
}
