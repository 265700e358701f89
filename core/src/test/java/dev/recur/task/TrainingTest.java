package dev.recur.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Dataset;
import dev.recur.settings.Settings;
import dev.recur.task.classify.ClassifyJob;
import dev.recur.task.classify.ClassifySettings;
import dev.recur.task.classify.Sentences;
import dev.recur.tensor.Workers;
import dev.recur.train.TrainingEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/// How the learning rate changes over the steps of a run, where a run ends, and that averaging the
/// weights changes none of its steps.
class TrainingTest {
  private static final int STEPS = 40; // 10 epochs of 4 batches

  /// The learning rate of each step.
  private static List<Double> rates(String... changes) {
    return steps(TrainingEvent.BatchEnded::learningRate, changes);
  }

  /// A number of each step.
  private static List<Double> steps(
      ToDoubleFunction<TrainingEvent.BatchEnded> number, String... changes) {
    Map<String, String> words = new HashMap<>(Map.of("hidden", "2", "embedding", "2"));
    words.putAll(Map.of("epochs", "10", "batchSize", "8", "lr", "0.1", "schedule", "linear"));
    for (int i = 0; i < changes.length; i += 2) {
      words.put(changes[i], changes[i + 1]);
    }
    List<Double> numbers = new ArrayList<>();
    Dataset rows = Sentences.rows(32, 1);
    Training.train(
        new ClassifyJob(),
        new Parts(rows, rows, rows, rows),
        Settings.create(ClassifySettings.class, words),
        new Context(
            Settings.create(ComputeSettings.class, Map.of()),
            Workers.single(),
            List.of(),
            event -> {
              if (event instanceof TrainingEvent.BatchEnded batch) {
                numbers.add(number.applyAsDouble(batch));
              }
            }));
    return numbers;
  }

  @Test
  void the_rate_rises_for_a_twentieth_of_the_steps_and_falls_until_the_last_step() {
    List<Double> rates = rates("patience", "0");
    assertEquals(STEPS, rates.size());
    assertEquals(0.05, rates.getFirst(), 1e-12);
    assertEquals(0.1, rates.get(STEPS / 20), 1e-12);
    for (int i = STEPS / 20; i < STEPS; i++) {
      assertEquals(0.1 * (STEPS - i) / (STEPS - STEPS / 20), rates.get(i), 1e-12);
    }
  }

  @Test
  void a_run_of_one_step_has_the_whole_rate() {
    assertEquals(List.of(0.1), rates("epochs", "1", "batchSize", "32"));
  }

  @Test
  void a_constant_rate_stays_what_it_is() {
    List<Double> rates = rates("schedule", "constant", "patience", "0");
    assertEquals(STEPS, rates.size());
    assertTrue(rates.stream().allMatch(rate -> rate == 0.1), rates::toString);
  }

  @Test
  void a_run_that_is_to_stop_after_some_epochs_has_the_rates_of_the_whole_run_until_then() {
    assertEquals(rates("patience", "0").subList(0, 12), rates("stopAfter", "3", "patience", "0"));
    assertEquals(STEPS, rates("stopAfter", "99", "patience", "0").size());
  }

  /// The updates of words that are not in a batch are deferred, and the average needs them.
  @Test
  void an_average_of_the_weights_changes_no_step() {
    List<Double> losses = steps(TrainingEvent.BatchEnded::loss, "average", "true", "patience", "0");
    assertTrue(losses.size() > 4);
    assertEquals(
        steps(TrainingEvent.BatchEnded::loss, "average", "false", "patience", "0"), losses);
  }
}
