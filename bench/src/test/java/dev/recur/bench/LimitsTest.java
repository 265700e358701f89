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
              + IntStream.range(0, 24)
                  .mapToObj(Integer::toString)
                  .collect(Collectors.joining(",")));

  @Test
  void a_working_set_has_the_bandwidth_of_the_next_larger_size() {
    assertEquals(0, LIMITS.bandwidth(Move.READ, 16 * 1024));
    assertEquals(1, LIMITS.bandwidth(Move.READ, 16 * 1024 + 1));
    assertEquals(8 + 4, LIMITS.bandwidth(Move.COPY, 3 << 20));
    assertEquals(16 + 7, LIMITS.bandwidth(Move.UPDATE, 1e12));
  }

  @Test
  void what_one_java_measured_another_can_read() {
    assertEquals(LIMITS.text(), Limits.parse(LIMITS.text()).text());
  }
}
