package dev.recur.lesson;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.lesson.CostMeasure.Window;
import dev.recur.nn.Gru;
import dev.recur.nn.Lstm;
import dev.recur.nn.RecurrentLayer;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The training and the measurements of the lesson on vanishing gradients.
class VanishingLessonTest {
  private static final LessonOptions SMALL = new LessonOptions(8, 8, 30, 3);

  @ParameterizedTest
  @EnumSource(LessonNetwork.class)
  void the_seed_alone_decides_the_numbers(LessonNetwork network) {
    RecallResult one = new VanishingLesson(SMALL, Workers.single()).recall(network, 7);
    try (var workers = new Workers(3)) {
      assertEquals(one, new VanishingLesson(SMALL, workers).recall(network, 7));
    }
    LessonOptions other = SMALL.withSeed(4);
    assertNotEquals(one, new VanishingLesson(other, Workers.single()).recall(network, 7));
  }

  @Test
  void training_stops_when_the_task_is_learnt() {
    var lesson = new VanishingLesson(new LessonOptions(16, 32, 300, 1), Workers.single());
    RecallResult near = lesson.recall(LessonNetwork.RNN, 2);
    assertTrue(near.learnt(), near::toString);
    assertTrue(near.updates() < 300, near::toString);
    assertEquals(3, near.after().h().size());
  }

  @Test
  void log_biases_change_the_gates_that_keep_and_nothing_else() {
    int units = 40;
    Lstm plain = new Lstm(3, units, Seed.of(2));
    Lstm log = new Lstm(3, units, Seed.of(2));
    LogBiases.set(log, 100, Seed.of(5));
    float[] bias = bias(log, "ih");
    float[] input = Arrays.copyOf(bias, units);
    float[] forget = Arrays.copyOfRange(bias, units, 2 * units);
    for (int i = 0; i < units; i++) {
      assertEquals(-forget[i], input[i]);
      assertTrue(forget[i] >= 0 && forget[i] <= StrictMath.log(99), "bias " + forget[i]);
    }
    double steps = 0; // u is uniform, so its mean is near the middle of 1 and 99
    for (float b : forget) {
      steps += StrictMath.exp(b) / units;
    }
    assertEquals(50, steps, 15);
    assertArrayEquals(new float[2 * units], Arrays.copyOf(bias(log, "hh"), 2 * units));
    requireSame(bias(plain, "ih"), bias, 2 * units, 4 * units);
    requireSame(bias(plain, "hh"), bias(log, "hh"), 2 * units, 4 * units);
    Gru gru = new Gru(3, units, Seed.of(2));
    LogBiases.set(gru, 100, Seed.of(5));
    assertArrayEquals(forget, Arrays.copyOfRange(bias(gru, "ih"), units, 2 * units));
    Gru before = new Gru(3, units, Seed.of(2));
    requireSame(bias(before, "ih"), bias(gru, "ih"), 0, units);
    requireSame(bias(before, "hh"), bias(gru, "hh"), 2 * units, 3 * units);
  }

  @Test
  void a_sequence_shows_its_symbol_first_and_the_question_last() {
    var sequences = new RecallTask(5).draw(20, Seed.of(1));
    for (int b = 0; b < 20; b++) {
      assertEquals(1, sequences.x.get(0, b, sequences.answers[b]));
      assertEquals(1, sequences.x.get(5, b, RecallTask.INPUTS - 1));
      for (int t = 1; t < 5; t++) {
        float noise = 0;
        for (int i = RecallTask.SYMBOLS; i < RecallTask.INPUTS - 1; i++) {
          noise += sequences.x.get(t, b, i);
        }
        assertEquals(1, noise);
      }
    }
    float ones = 0;
    for (float v : sequences.x.toArray()) {
      ones += v;
    }
    assertEquals(6 * 20, ones);
  }

  @ParameterizedTest
  @EnumSource(LessonNetwork.class)
  void truncation_saves_memory_and_longer_windows_take_more_of_it(LessonNetwork network) {
    var measure = new CostMeasure(network, 40, SMALL, Workers.single());
    List<StepCost> costs =
        measure.measure(
            List.of(new Window(40, 40), new Window(10, 10), new Window(2, 2), new Window(2, 4)));
    long[] bytes = costs.stream().mapToLong(StepCost::bytes).toArray();
    assertTrue(bytes[0] > 3 * bytes[1], () -> Arrays.toString(bytes));
    assertTrue(bytes[1] > 3 * bytes[2], () -> Arrays.toString(bytes));
    assertTrue(bytes[3] > bytes[2], () -> Arrays.toString(bytes));
    assertEquals(List.of(true, false, false, false), costs.stream().map(StepCost::full).toList());
    assertTrue(costs.stream().allMatch(cost -> cost.microseconds() > 0));
  }

  @Test
  void invalid_options_are_refused() {
    refuses("hidden must be at least 1, got 0", () -> SMALL.withHidden(0));
    refuses("maxUpdates must be at least 1, got 0", () -> SMALL.withMaxUpdates(0));
    refuses(
        "the distance between symbol and question must be at least 1 step, got 0",
        () -> new VanishingLesson(SMALL, Workers.single()).recall(LessonNetwork.GRU, 0));
  }

  private static void refuses(String sentence, Runnable what) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, what::run).getMessage());
  }

  private static float[] bias(RecurrentLayer<?> layer, String which) {
    return Objects.requireNonNull(layer.parameters().get("bias_" + which + "_l0")).toArray();
  }

  private static void requireSame(float[] expected, float[] actual, int from, int to) {
    assertArrayEquals(Arrays.copyOfRange(expected, from, to), Arrays.copyOfRange(actual, from, to));
  }
}
