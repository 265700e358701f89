package dev.recur.bench.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static Result.Answers answers(String right) {
    return new Result.Answers(right, 0.5, 0.02, 3);
  }

  private static final List<Result.Answers> ONE = List.of(answers("1111"), answers("1110"));
  private static final List<Result.Answers> OTHER = List.of(answers("1100"), answers("1010"));

  @Test
  void students_t_has_the_values_of_tables() {
    assertEquals(12.7062, StudentT.within95(1), 5e-5);
    assertEquals(4.3027, StudentT.within95(2), 5e-5);
    assertEquals(3.1824, StudentT.within95(3), 5e-5);
    assertEquals(2.2622, StudentT.within95(9), 5e-5);
    assertEquals(2.0930, StudentT.within95(19), 5e-5);
    assertEquals(2.0452, StudentT.within95(29), 5e-5);
  }

  /// The draws' differences are 0.5 and 0.25, so s_d/√2 = 0.125.
  @Test
  void with_fresh_test_rows_only_the_draws_count() {
    Difference fresh = Difference.of(ONE, OTHER, false);
    assertEquals(37.5, fresh.points(), 1e-9);
    assertEquals(100 * 12.7062 * 0.125, fresh.half(), 1e-3);
  }

  /// The rows' mean differences are 0, 0.5, 0.5 and 0.5, so s_r = 0.25.
  @Test
  void with_the_same_test_rows_their_choice_counts_as_well() {
    Difference same = Difference.of(ONE, OTHER, true);
    assertEquals(37.5, same.points(), 1e-9);
    assertEquals(100 * Math.hypot(12.7062 * 0.125, 1.96 * 0.25 / 2), same.half(), 1e-3);
  }

  @Test
  void one_draw_has_no_interval() {
    assertTrue(Double.isNaN(Difference.of(ONE.subList(0, 1), OTHER.subList(0, 1), true).half()));
  }
}
