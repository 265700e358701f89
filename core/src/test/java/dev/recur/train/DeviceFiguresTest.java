package dev.recur.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.HostAccelerator;
import dev.recur.accelerator.TestDevice;
import dev.recur.data.BatchIterator;
import dev.recur.data.BatchOptions;
import dev.recur.data.BucketIterator;
import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.optim.Sgd;
import dev.recur.optim.SgdOptions;
import dev.recur.tensor.Device;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import dev.recur.text.LabelField;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Losses and norms that a device keeps for some steps are those of the CPU, in the same order, and
/// are rarely read.
class DeviceFiguresTest {
  private static final int BATCHES = 40; // an epoch: not a multiple of 16
  private static final EncodedDataset ROWS = rows();

  private static EncodedDataset rows() {
    Field text = Field.text().build();
    LabelField label = new LabelField();
    List<List<String>> cells = new ArrayList<>();
    for (int i = 0; i < 2 * BATCHES; i++) {
      cells.add(List.of("w%d w%d the".formatted(i % 31, i * i % 37), i % 3 > 0 ? "a" : "b"));
    }
    Dataset data = Dataset.of(Columns.of("text", text).and("label", label), cells);
    return data.encode(text.buildVocab(data), label.buildVocab(data));
  }

  /// A training and what its listener was told, but for the times.
  private static final class Run {
    final Words model = new Words();
    final List<String> events = new ArrayList<>();
    final Trainer trainer;

    Run(Workers workers, double lr, int epochs) {
      var sgd = new Sgd(model.parameters(), new SgdOptions(lr));
      var options = TrainerOptions.of(epochs, Seed.of(3)).withClip(0.5);
      trainer =
          new Trainer(model, sgd, options, workers)
              .listen(event -> events.add(event.toString().replaceAll(", seconds.*", "")));
    }

    void fit() {
      trainer.fit(
          new BucketIterator(ROWS, BatchOptions.rows(2), Device.cpu()),
          new BatchIterator(ROWS, 50, Device.cpu()));
    }

    List<List<Float>> weights() {
      List<List<Float>> all = new ArrayList<>();
      for (Parameter parameter : model.parameters().values()) {
        List<Float> values = new ArrayList<>();
        for (float value : parameter.toArray()) {
          values.add(value);
        }
        all.add(values);
      }
      return all;
    }
  }

  private static void assertSame(Accelerator accelerator) {
    Run here = new Run(Workers.single(), 0.5, 3);
    here.fit();
    try (Workers workers = Workers.on(accelerator, 1)) {
      Run there = new Run(workers, 0.5, 3);
      there.fit();
      assertEquals(here.events, there.events);
      assertEquals(here.weights(), there.weights());
      assertEquals(3 * (BATCHES + 1) + 2, there.events.size());
    }
  }

  @Tag("device")
  @Test
  void the_events_are_those_of_the_cpu() {
    assertSame(TestDevice.open());
  }

  @Test
  void a_device_without_doubles_computes_the_norms_on_the_cpu() {
    assertSame(HostAccelerator.withoutDoubles());
  }

  private static long downloads(int epochs) {
    HostAccelerator accelerator = new HostAccelerator();
    try (Workers workers = Workers.on(accelerator, 1)) {
      new Run(workers, 0.5, epochs).fit();
      return accelerator.downloads();
    }
  }

  @Test
  void they_are_read_every_16_steps() {
    long anEpoch = downloads(3) - downloads(2);
    // three reads of two arrays; the norm of the last update reads three parameters twice; two
    // batches of scores
    assertTrue(anEpoch <= 6 + 6 + 2 * 2, anEpoch + " for " + BATCHES + " steps");
  }

  /// The higher the rate, the earlier.
  @ParameterizedTest
  @ValueSource(doubles = {1e20, 1e37})
  void a_figure_that_is_not_finite_comes_after_the_events_of_the_steps_before_it(double lr) {
    Run here = new Run(Workers.single(), lr, 2);
    Exception expected = assertThrows(RuntimeException.class, here::fit);
    try (Workers workers = Workers.on(new HostAccelerator(), 1)) {
      Run there = new Run(workers, lr, 2);
      Exception got = assertThrows(RuntimeException.class, there::fit);
      assertEquals(expected.toString(), got.toString());
      assertEquals(here.events, there.events);
    }
  }

  @Test
  void batches_whose_losses_are_read_together_share_the_time() {
    List<Double> seconds = new ArrayList<>();
    try (Workers workers = Workers.on(new HostAccelerator(), 1)) {
      Run run = new Run(workers, 0.5, 1);
      run.trainer.listen(
          event -> {
            if (event instanceof TrainingEvent.BatchEnded batch) {
              seconds.add(batch.seconds());
            }
          });
      run.fit();
    }
    assertEquals(BATCHES, seconds.size());
    double each = (seconds.get(15) - seconds.get(0)) / 15;
    for (int i = 0; i < 16; i++) {
      assertEquals(seconds.get(0) + i * each, seconds.get(i), 1e-6 * each);
    }
    for (int i = 1; i < BATCHES; i++) {
      assertTrue(seconds.get(i) > seconds.get(i - 1), "batch " + i);
    }
  }

  /// Throws at a batch.
  private static Policy failingAt(int batches) {
    return new Policy() {
      @Override
      public void settled(Progress now, Saved training) {
        if (now.steps() == batches) {
          throw new IllegalStateException("a policy fails");
        }
      }
    };
  }

  @Test
  void a_state_that_is_restored_has_nothing_of_the_training_before() {
    State expected = savedAt(Workers.single(), 5);
    try (Workers workers = Workers.on(new HostAccelerator(), 1)) {
      Run run = new Run(workers, 0.5, 2);
      run.trainer.decide(failingAt(10));
      assertThrows(IllegalStateException.class, run::fit);
      run.trainer.restore(expected);
      State got = new State();
      run.trainer.save(got);
      for (String figure : List.of("lossSum", "normSum", "rows", "batches")) {
        assertEquals(expected.part("epoch").word(figure), got.part("epoch").word(figure));
      }
    }
  }

  @Test
  void weights_that_are_lost_are_not_saved() {
    try (Workers workers = Workers.on(new HostAccelerator(), 1)) {
      Run run = new Run(workers, 1e37, 2);
      assertThrows(TrainingFailedException.class, run::fit);
      assertThrows(TrainingFailedException.class, () -> run.trainer.save(new State()));
      run.trainer.restore(savedAt(Workers.single(), 5));
      run.trainer.save(new State());
    }
  }

  /// Saves the state after this many batches.
  private static Policy saving(State to, int batches) {
    return new Policy() {
      @Override
      public void settled(Progress now, Saved training) {
        if (now.steps() == batches) {
          training.save(to);
        }
      }
    };
  }

  private static State savedAt(Workers workers, int batches) {
    State state = new State();
    Run run = new Run(workers, 0.5, 2);
    run.trainer.decide(saving(state, batches));
    run.fit();
    return state;
  }

  @Test
  void a_saved_state_has_the_figures_of_all_steps_before_it() {
    for (int batches : new int[] {5, 16, BATCHES + 21}) {
      State expected = savedAt(Workers.single(), batches);
      try (Workers workers = Workers.on(new HostAccelerator(), 1)) {
        State got = savedAt(workers, batches);
        for (String figure : List.of("lossSum", "normSum", "rows", "batches")) {
          assertEquals(
              Objects.requireNonNull(expected.part("epoch").word(figure)),
              got.part("epoch").word(figure),
              figure);
        }
      }
    }
  }

  /// Stops in the middle of an epoch.
  private static Policy stopAt(int batches) {
    return new Policy() {
      @Override
      public Verdict batchEnded(Progress now) {
        return now.steps() == batches ? Verdict.STOP : Verdict.GO_ON;
      }
    };
  }

  @Test
  void when_a_policy_stops_training_all_events_have_been_sent() {
    Run here = new Run(Workers.single(), 0.5, 2);
    here.trainer.decide(stopAt(BATCHES + 7));
    here.fit();
    try (Workers workers = Workers.on(new HostAccelerator(), 1)) {
      Run there = new Run(workers, 0.5, 2);
      there.trainer.decide(stopAt(BATCHES + 7));
      there.fit();
      assertEquals(here.events, there.events);
    }
  }
}
