package dev.recur.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.golden.fixtures.GoldenCase;
import dev.recur.golden.fixtures.GoldenFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The numbers that the project quotes where it states what PyTorch computes: of losses (C5),
/// optimisers and schedules (C6), and of one small network of every kind (C9).
///
/// ```python
/// v = lambda j: ((j * 7) % 23 - 11) / 20          # C9: j counts over all parameters of the net
/// x = [[.5, -1, 2], [1, 0, -.5], [-.25, .75, .1]]
/// net = torch.nn.LSTM(3, 2).double(); y, _ = net(x); y.sum().backward()
/// ```
@Tag("device")
@Tag("scalar")
@Tag("widths")
class GoldenSemanticsTest {
  static Stream<GoldenCase> cases() {
    return GoldenFile.stream("semantics.txt");
  }

  @Test
  void no_case_is_missing() {
    assertEquals(18, cases().count());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void a_quoted_number_comes_out(GoldenCase golden) {
    if (golden.sets("cell")) {
      GoldenTest.check(golden);
    } else if (golden.sets("loss")) {
      GoldenLossTest.check(golden);
    } else if (golden.sets("layer")) {
      GoldenLayerTest.check(golden);
    } else if (golden.sets("schedule")) {
      double[] rates = GoldenScheduleTest.rates(golden);
      float[] narrow = new float[rates.length];
      for (int t = 0; t < narrow.length; t++) {
        narrow[t] = (float) rates[t];
      }
      golden.expected("lr").assertForward(narrow); // quoted to six digits only
    } else {
      GoldenOptimiserTest.check(golden);
    }
  }
}
