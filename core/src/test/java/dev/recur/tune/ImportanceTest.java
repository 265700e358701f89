package dev.recur.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.run.RunPlan;
import dev.recur.score.Block;
import dev.recur.score.Figure;
import dev.recur.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What follows from the results of a search: who goes on, what mattered, the chart.
class ImportanceTest {
  private static final SearchSpace SPACE =
      SearchSpace.of(
          RunPlan.of("classify", "reviews.csv", Map.of("hidden", "8..64", "cell", "gru,lstm,rnn")));

  private static List<Trial> trials(
      int count, ToDoubleFunction<SequencedMap<String, String>> cost) {
    List<Trial> trials = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      SequencedMap<String, String> values = SPACE.values(i).orElseThrow();
      trials.add(trial(i, cost.applyAsDouble(values)));
    }
    return trials;
  }

  private static Trial trial(int number, double cost) {
    SequencedMap<String, String> values = SPACE.values(number).orElseThrow();
    return Double.isNaN(cost)
        ? Trial.failed(number, 0, 1, values, 1, "the loss is NaN")
        : new Trial(
            number,
            0,
            1,
            values,
            Figure.lower("loss", cost),
            Figure.share("accuracy", 1 - cost),
            List.of(),
            false,
            1,
            "");
  }

  @Test
  void the_best_third_goes_on_and_of_equals_the_first() {
    List<Trial> rung =
        List.of(
            trial(1, 0.5),
            trial(2, 0.1),
            trial(3, 0.3),
            trial(4, 0.3),
            trial(5, Double.NaN),
            trial(6, 0.9),
            trial(7, 0.8));
    assertEquals(List.of(2, 3, 4), Halving.best(rung));
    assertEquals(List.of(), Halving.best(List.of(trial(1, Double.NaN))));
    assertEquals(List.of(1), Halving.best(List.of(trial(1, 0.5), trial(2, 0.6))));
  }

  @Test
  void each_rung_has_three_times_the_epochs() {
    assertEquals(List.of(4, 10, 30), Halving.rungs(30));
    assertEquals(List.of(1, 3, 8), Halving.rungs(8));
    assertEquals(List.of(1, 2), Halving.rungs(2));
    assertEquals(List.of(1), Halving.rungs(1));
  }

  @Test
  void a_setting_that_decides_everything_explains_nearly_everything() {
    List<Trial> trials = trials(60, values -> "gru".equals(values.get("cell")) ? 0.2 : 0.8);
    Importance first = Importance.of(SPACE.ranges(), trials).getFirst();
    assertEquals("cell", first.setting());
    assertEquals("gru", first.best());
    assertTrue(first.share() > 0.95, () -> "" + first);
  }

  @Test
  void of_numbers_the_best_third_is_named_and_one_divergence_changes_little() {
    List<Trial> trials =
        trials(60, values -> Math.abs(Double.parseDouble(values.getOrDefault("hidden", "")) - 64));
    trials.set(7, trial(8, Double.NaN));
    Importance first = Importance.of(SPACE.ranges(), trials).getFirst();
    assertEquals("hidden", first.setting());
    assertTrue(first.best().endsWith("64"), first::best);
    assertTrue(first.share() > 0.6, () -> "" + first);
  }

  @Test
  void settings_that_do_nothing_explain_next_to_nothing() {
    Seed seed = Seed.of(3);
    int[] call = {0};
    List<Trial> trials = trials(80, values -> seed.uniform(call[0]++));
    List<Importance> all = Importance.of(SPACE.ranges(), trials);
    assertEquals(SPACE.ranges().size(), all.size());
    double sum = all.stream().mapToDouble(Importance::share).sum();
    assertTrue(sum < 0.25, () -> "together they explain " + all);
    assertEquals(List.of(), Importance.of(SPACE.ranges(), trials.subList(0, 9)));
  }

  @Test
  void the_chart_has_the_best_score_of_each_size() {
    SizeChart chart =
        new SizeChart(
            Figure.share("accuracy", 0.9),
            3,
            "hidden units",
            List.of(
                new SizeChart.Size(1, 32, 0.8),
                new SizeChart.Size(1, 64, 0.9),
                new SizeChart.Size(2, 32, 0.85),
                new SizeChart.Size(2, 64, 0.9)));
    Block.Lines lines = (Block.Lines) chart.block();
    assertEquals(
        """
        Best accuracy on the validation rows after 3 epochs; each digit is a number of layers:
          90.0 % |        21
          88.8 % |
          87.5 % |
          86.3 % |
          85.0 % |   2
          83.8 % |
          82.5 % |
          81.3 % |
          80.0 % |   1
                 +------------
                    32    64    hidden units""",
        lines.title() + "\n" + String.join("\n", lines.lines()));
    assertEquals("[1, 2]", chart.byLayers().keySet().toString());
    assertTrue(
        IntStream.of(32, 64).allMatch(u -> chart.sizes().stream().anyMatch(s -> s.units() == u)));
  }
}
