package dev.recur.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.bench.Limits.Move;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final Limits LIMITS =
      Limits.parse(
          "2,1.5,"
              + IntStream.range(0, 33)
                  .mapToObj(Integer::toString)
                  .collect(Collectors.joining(",")));

  @Test
  void between_two_sizes_the_bandwidth_changes_evenly() {
    assertEquals(0, LIMITS.bandwidth(Move.READ, 1));
    assertEquals(1, LIMITS.bandwidth(Move.READ, 64 << 10));
    assertEquals(1.5, LIMITS.bandwidth(Move.READ, 128 << 10), 1e-9);
    assertEquals(11 + 7, LIMITS.bandwidth(Move.COPY, 4 << 20), 1e-9);
    assertEquals(22 + 10, LIMITS.bandwidth(Move.UPDATE, 1e12));
  }

  @Test
  void what_one_java_measured_another_can_read() {
    assertEquals(LIMITS.text(), Limits.parse(LIMITS.text()).text());
  }
}
