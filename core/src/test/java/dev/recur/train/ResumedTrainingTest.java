package dev.recur.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.BatchIterator;
import dev.recur.data.BatchOptions;
import dev.recur.data.BucketIterator;
import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.optim.ReduceOnPlateau;
import dev.recur.optim.ReduceOnPlateauOptions;
import dev.recur.settings.Settings;
import dev.recur.task.FitSettings;
import dev.recur.task.OptimizerKind;
import dev.recur.task.ScheduleKind;
import dev.recur.tensor.Device;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import dev.recur.text.LabelField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Training that is interrupted at any batch and goes on from its saved state, in other objects and
/// on another number of threads, has the bits and the events of training that never stopped.
class ResumedTrainingTest {
  private static final int EPOCHS = 4;
  private static final int BATCHES = 4;
  private static final EncodedDataset ROWS = rows();

  /// How a network is trained: with rare words, so that Adam defers updates.
  record How(OptimizerKind optimizer, ScheduleKind schedule, boolean average, boolean plateau) {}

  static Stream<How> everyWay() {
    return Stream.concat(
        Arrays.stream(OptimizerKind.values())
            .map(kind -> new How(kind, ScheduleKind.CONSTANT, true, false)),
        Stream.of(
            new How(OptimizerKind.ADAM, ScheduleKind.LINEAR, false, false),
            new How(OptimizerKind.ADAM, ScheduleKind.LINEAR, true, false),
            new How(OptimizerKind.SGD, ScheduleKind.CONSTANT, false, true),
            new How(OptimizerKind.ADAM, ScheduleKind.PLATEAU, true, false),
            new How(OptimizerKind.ADAM, ScheduleKind.PLATEAU, false, false),
            new How(OptimizerKind.SGD, ScheduleKind.PLATEAU, true, false)));
  }

  private static EncodedDataset rows() {
    Field text = Field.text().build();
    LabelField label = new LabelField();
    List<List<String>> cells = new ArrayList<>();
    for (int i = 0; i < 22; i++) {
      cells.add(
          List.of("w%d w%d w%d the".formatted(i, i * i % 23, i * 7 % 23), i % 3 > 0 ? "a" : "b"));
    }
    Dataset data = Dataset.of(Columns.of("text", text).and("label", label), cells);
    return data.encode(text.buildVocab(data), label.buildVocab(data));
  }

  /// One training, from its beginning or from a state.
  private static final class Run {
    final Words model = new Words();
    final List<TrainingEvent> events = new ArrayList<>();
    final Trainer trainer;

    Run(How how, int epochs, Workers workers) {
      FitSettings fit =
          Settings.create(
              FitSettings.class,
              Map.of(
                  "optimizer",
                  how.optimizer.name().toLowerCase(Locale.ROOT),
                  "lr",
                  how.schedule == ScheduleKind.PLATEAU
                      ? "0.5"
                      : "0.05")); // too high: it overshoots
      var optimizer = fit.optimizer(model.parameters());
      var options = TrainerOptions.of(epochs, Seed.of(3)).withAverage(how.average).withClip(0.5);
      var schedule = how.schedule.over((long) EPOCHS * BATCHES);
      boolean back = how.schedule == ScheduleKind.PLATEAU;
      var best = new EarlyStopping(back ? 4 : 2, "accuracy", "it is highest");
      trainer =
          new Trainer(
                  model,
                  optimizer,
                  schedule.isPresent() ? options.withSchedule(schedule.get()) : options,
                  workers)
              .decide(best)
              .sample(new BatchIterator(ROWS, 5, Device.cpu()))
              .listen(events::add);
      if (back) {
        trainer.decide(new PlateauPolicy(optimizer, best, 1));
      }
      if (how.plateau) {
        var plateau = new ReduceOnPlateau(new ReduceOnPlateauOptions().withPatience(0));
        trainer.decide(new PlateauPolicy(optimizer, plateau));
      }
    }

    TrainingEvent.Ended fit() {
      return trainer.fit(
          new BucketIterator(ROWS, BatchOptions.rows(6), Device.cpu()),
          new BatchIterator(ROWS, 6, Device.cpu()));
    }

    boolean wentBack() {
      return events.stream()
          .anyMatch(event -> event instanceof TrainingEvent.EpochEnded epoch && epoch.back());
    }

    List<float[]> weights() {
      return model.parameters().values().stream().map(Parameter::toArray).toList();
    }
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// Saves the state at one of the moments at which it can be saved, and breaks off.
  private static final class BreakOff implements Policy {
    final State state = new State();
    private final int moment;
    private final boolean kill;
    private int moments;

    BreakOff(int moment, boolean kill) {
      this.moment = moment;
      this.kill = kill;
    }

    @Override
    public void settled(Progress now, Saved training) {
      if (moments++ == moment) {
        training.save(state);
        if (kill) {
          throw new Killed();
        }
      }
    }
  }

  private static List<String> timeless(List<TrainingEvent> events) {
    return events.stream()
        .filter(event -> !(event instanceof TrainingEvent.Resumed))
        .map(event -> event.toString().replaceAll("[sS]econds(Waiting)?=[^,\\]]*", "seconds"))
        .toList();
  }

  private static List<String> withoutBatches(List<String> events, int first) {
    List<String> batches = events.stream().filter(e -> e.startsWith("BatchEnded")).toList();
    List<String> left = new ArrayList<>(events);
    left.removeAll(batches);
    left.addAll(batches.subList(first, batches.size()));
    return left;
  }

  private static void assertSame(Run whole, Run resumed, int batches, String when) {
    for (int i = 0; i < whole.weights().size(); i++) {
      assertArrayEquals(whole.weights().get(i), resumed.weights().get(i), when);
    }
    assertEquals(
        withoutBatches(timeless(whole.events), batches),
        withoutBatches(timeless(resumed.events), 0),
        when);
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void training_broken_off_at_any_batch_goes_on_to_the_same_bits_and_events(How how) {
    try (Workers two = new Workers(2)) {
      Run whole = new Run(how, EPOCHS, Workers.single());
      int ended = whole.fit().epochs();
      assertTrue(ended >= 3, "a run of some epochs");
      assertEquals(how.schedule == ScheduleKind.PLATEAU, whole.wentBack());
      int moments = ended * (BATCHES + 1); // after each batch and each epoch
      for (int moment = 0; moment < moments; moment++) {
        Workers first = moment % 2 == 0 ? Workers.single() : two;
        Workers second = moment % 3 == 0 ? Workers.single() : two;
        BreakOff kill = new BreakOff(moment, true);
        Run killed = new Run(how, EPOCHS, first);
        killed.trainer.decide(kill);
        assertThrows(Killed.class, killed::fit);
        Run resumed = new Run(how, EPOCHS, second);
        resumed.trainer.restore(new State(kill.state.arrays(), kill.state.words()));
        resumed.fit();
        int batches = moment - moment / (BATCHES + 1) + (moment % (BATCHES + 1) < BATCHES ? 1 : 0);
        assertSame(whole, resumed, batches, how + " at " + moment);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void saving_changes_no_bit_of_the_run_that_goes_on(How how) {
    Run whole = new Run(how, EPOCHS, Workers.single());
    whole.fit();
    Run saving = new Run(how, EPOCHS, Workers.single());
    IntStream.range(0, EPOCHS * (BATCHES + 1))
        .forEach(moment -> saving.trainer.decide(new BreakOff(moment, false)));
    saving.fit();
    assertSame(whole, saving, 0, how.toString());
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void a_run_that_has_ended_goes_on_to_the_bits_of_one_with_more_epochs(How how) {
    Run whole = new Run(how, EPOCHS, Workers.single());
    whole.fit();
    Run shorter = new Run(how, 2, Workers.single());
    shorter.fit(); // its model has the weights of its best epoch now
    State state = new State();
    shorter.trainer.save(state);
    Run more = new Run(how, EPOCHS, Workers.single());
    more.trainer.restore(state);
    more.fit();
    for (int i = 0; i < whole.weights().size(); i++) {
      assertArrayEquals(whole.weights().get(i), more.weights().get(i), how.toString());
    }
  }

  @Test
  void a_run_that_patience_has_ended_does_not_train_again() {
    How how = new How(OptimizerKind.SGD, ScheduleKind.CONSTANT, false, false);
    Run whole = new Run(how, 50, Workers.single());
    int ended = whole.fit().epochs();
    assertTrue(ended < 50, "patience ended it");
    State state = new State();
    whole.trainer.save(state);
    Run again = new Run(how, 50, Workers.single());
    again.trainer.restore(state);
    assertEquals(ended, again.fit().epochs());
    assertEquals(0, again.model.evaluations);
    assertArrayEquals(whole.weights().getFirst(), again.weights().getFirst());
  }
}
