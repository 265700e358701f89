package dev.recur.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class DuelTest {
  @Test
  void contenders_take_turns_and_an_empty_place_has_no_number() {
    List<String> turns = new ArrayList<>();
    double[] medians = new Duel(3).add(side("a", turns)).add(side("b", turns)).medians(1e-9);
    assertEquals(1.0, medians[0]);
    assertTrue(Double.isNaN(medians[2]));
    List<String> rounds = turns.subList(6, turns.size()); // after three turns of each to warm up
    assertEquals(List.of("a", "b", "a", "b", "a", "b", "a", "b", "a", "b"), rounds);
  }

  private static IntFunction<double[]> side(String name, List<String> turns) {
    return n -> {
      turns.add(name);
      double[] seconds = new double[n];
      Arrays.fill(seconds, 1.0);
      return seconds;
    };
  }
}
