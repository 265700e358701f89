package dev.recur.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimesTest {
  @Test
  void a_median_is_the_middle_or_the_mean_of_two() {
    assertEquals(3, new Times().add(9, 3, 1).median());
    assertEquals(2, new Times().add(3).add(1).median());
  }

  @Test
  void the_99th_of_100_is_p99() {
    Times times = new Times().add(IntStream.rangeClosed(1, 100).asDoubleStream().toArray());
    assertEquals(99, times.quantile(0.99));
    assertEquals(50, times.quantile(0.5));
    assertEquals(100, times.longest());
    assertEquals(7, new Times().add(7).quantile(0.5));
  }
}
