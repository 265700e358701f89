package dev.recur.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.pages.Axis.Scale;
import dev.recur.pages.Ticks.Tick;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which numbers stand along an axis.
class TicksTest {
  @ParameterizedTest
  @CsvSource({
    "0, 1, 0 1",
    "0, 1.1, 0 0.2 0.4 0.6 0.8 1.0 1.2",
    "0, 100, 0 20 40 60 80 100",
    "0.118, 0.69, 0.1 0.2 0.3 0.4 0.5 0.6 0.7",
    "-3, 4, −3 −2 −1 0 1 2 3 4",
    "-0.3, 0.3, −0.3 −0.2 −0.1 0 0.1 0.2 0.3",
    "1234567, 2345678, 1.2e6 1.4e6 1.6e6 1.8e6 2e6 2.2e6 2.4e6",
    "0, 30000000, 0 5e6 1e7 1.5e7 2e7 2.5e7 3e7",
    "0, 0.00003, 0 5e−6 1e−5 1.5e−5 2e−5 2.5e−5 3e−5",
    "7, 7, 3 4 5 6 7 8 9 10 11",
  })
  void numbers_are_multiples_of_1_2_or_5(double from, double to, String expected) {
    assertEquals(expected, written(Axis.linear(""), from, to));
  }

  @ParameterizedTest
  @CsvSource({
    "1e-25, 1, 10−25 10−20 10−15 10−10 10−5 1",
    "1e-3, 2000, 10−3 10−2 10−1 1 101 102 103 104",
    "0.3, 0.9, 10−1 1",
    "5, 5, 10−1 1 101 102",
    "4.9e-324, 1, 10−300 10−250 10−200 10−150 10−100 10−50 1",
  })
  void powers_of_ten_are_whole(double from, double to, String expected) {
    assertEquals(expected, written(Axis.log10(""), from, to));
  }

  private static String written(Axis axis, double from, double to) {
    var points = List.of(new Point(0, from), new Point(0, to)).stream();
    Spread spread = Spread.of(axis, points, Point::y);
    Scale scale = axis.scale();
    Ticks ticks = Ticks.closest(spread, scale, (all, share) -> share >= 0.14);
    List<Tick> all = ticks.within(ticks.rounded(spread, scale), scale);
    return String.join(" ", all.stream().map(tick -> tick.text() + tick.raised()).toList());
  }
}
