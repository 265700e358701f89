package dev.recur.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How outputs are cut into parts for the workers. (That the cut changes no bit is a law.)
class PartsOfWorkTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 100, 256, 512, 1000, 4096})
  void parts_are_whole_tiles_of_about_equal_size_and_leave_nothing_out(int outputs) {
    for (int parts = 1; parts <= 8; parts++) {
      int largest = (outputs / parts + 16) / 16 * 16;
      int from = 0;
      for (int part = 0; part < parts; part++) {
        assertEquals(from, Sums.cut(outputs, part, parts), "no gap before part " + part);
        int to = Sums.cut(outputs, part + 1, parts);
        assertTrue(to % 16 == 0 || to == outputs, "a cut through a tile at " + to);
        assertTrue(to >= from && to - from <= largest, from + " to " + to + " of " + outputs);
        from = to;
      }
      assertEquals(outputs, from, "the last part ends with the last output");
    }
  }
}
