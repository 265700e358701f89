package dev.recur.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Batch;
import dev.recur.data.BatchIterator;
import dev.recur.data.BatchOptions;
import dev.recur.data.BucketIterator;
import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.optim.Sgd;
import dev.recur.optim.SgdOptions;
import dev.recur.score.Figure;
import dev.recur.score.Scores;
import dev.recur.tensor.Device;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import dev.recur.text.LabelField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A plateau, a target and a time budget, on a model of one number whose loss is w²: each of the
/// two batches of an epoch takes lr · 2w away.
class LimitsTest {
  /// A model whose scores after each epoch are given.
  private static final class Square implements Trainable {
    final Parameter w = new Parameter(Tensor.of(new float[] {1}, 1));
    private final List<Double> scores;
    private int evaluations;

    Square(Double... scores) {
      this.scores = List.of(scores);
    }

    @Override
    public SequencedMap<String, Parameter> parameters() {
      return new LinkedHashMap<>(Map.of("w", w));
    }

    @Override
    public Tensor loss(Tape tape, Batch batch, Seed dropout) {
      Tensor value = tape.use(w);
      return value.times(value).sum();
    }

    @Override
    public Scores evaluate(Iterable<Batch> batches, Workers workers) {
      double score = scores.get(evaluations++);
      return new Scores() {
        @Override
        public int rows() {
          return 4;
        }

        @Override
        public SequencedMap<String, Figure> figures(int... times) {
          SequencedMap<String, Figure> all = new LinkedHashMap<>();
          all.put("loss", Figure.lower("loss", score));
          all.put("accuracy", Figure.share("accuracy", 1 - score));
          return all;
        }
      };
    }

    float value() {
      return w.toArray()[0];
    }
  }

  private final List<TrainingEvent> events = new ArrayList<>();

  private Trainer trainer(Square model, int epochs, boolean average, Sgd optimizer) {
    var options = TrainerOptions.of(epochs, Seed.of(1)).withClip(0).withAverage(average);
    return new Trainer(model, optimizer, options, Workers.single()).listen(events::add);
  }

  private static Sgd sgd(Square model) {
    return new Sgd(model.parameters(), new SgdOptions(0.25)); // w halves with each step
  }

  private static TrainingEvent.Ended fit(Trainer trainer) {
    Field text = Field.text().build();
    LabelField label = new LabelField();
    List<List<String>> cells =
        List.of(List.of("a", "x"), List.of("b", "y"), List.of("c", "x"), List.of("d", "y"));
    Dataset data = Dataset.of(Columns.of("text", text).and("label", label), cells);
    EncodedDataset rows = data.encode(text.buildVocab(data), label.buildVocab(data));
    return trainer.fit(
        new BucketIterator(rows, BatchOptions.rows(2), Device.cpu()),
        new BatchIterator(rows, 2, Device.cpu()));
  }

  private List<Boolean> back() {
    return events.stream()
        .filter(TrainingEvent.EpochEnded.class::isInstance)
        .map(event -> ((TrainingEvent.EpochEnded) event).back())
        .toList();
  }

  @Test
  void an_epoch_that_is_not_better_is_taken_back_and_the_rate_halved() {
    Square model = new Square(0.9, 0.5, 0.7, 0.4);
    Sgd optimizer = sgd(model);
    EarlyStopping best = new EarlyStopping(0);
    fit(
        trainer(model, 4, false, optimizer)
            .decide(best)
            .decide(new PlateauPolicy(optimizer, best, 1)));
    assertEquals(List.of(false, false, true, false), back());
    assertEquals(0.125, optimizer.groups().getFirst().lr());
    assertEquals(0.75f * 0.75f / 16, model.value(), "two steps from the 1/16 of the second epoch");
  }

  @Test
  void several_epochs_without_a_better_one_are_taken_back_together() {
    Square model = new Square(0.5, 0.7, 0.7, 0.7, 0.7);
    Sgd optimizer = sgd(model);
    EarlyStopping best = new EarlyStopping(0);
    fit(
        trainer(model, 5, false, optimizer)
            .decide(best)
            .decide(new PlateauPolicy(optimizer, best, 2)));
    assertEquals(List.of(false, false, true, false, true), back());
    assertEquals(0.0625, optimizer.groups().getFirst().lr());
  }

  @Test
  void training_goes_on_from_the_average_that_was_best_and_averages_anew() {
    Square model = new Square(0.9, 0.5, 0.7, 0.7);
    Sgd optimizer = sgd(model);
    EarlyStopping best = new EarlyStopping(0);
    List<Float> scored = new ArrayList<>();
    List<Float> trained = new ArrayList<>();
    Policy watch =
        new Policy() {
          @Override
          public Verdict epochEnded(Progress now, Scores validation, Trainable average) {
            scored.add(model.value());
            return Verdict.GO_ON;
          }

          @Override
          public void settled(Progress now, Saved training) {
            if (now.epoch() == now.epochsDone()) {
              trained.add(model.value());
            }
          }
        };
    fit(
        trainer(model, 4, true, optimizer)
            .decide(watch)
            .decide(best)
            .decide(new PlateauPolicy(optimizer, best, 1)));
    float second = scored.get(1);
    assertEquals(1 / 16f, trained.get(1));
    assertTrue(second > 1 / 16f, "the average lags behind the weights");
    assertEquals(second, trained.get(2), "the third epoch is taken back to it");
    assertEquals(0.75f * 0.75f * second, scored.get(3), 1e-7f, "an average of the fourth only");
  }

  @ParameterizedTest
  @CsvSource({
    "loss, 0.5, 2",
    "loss, 0.4, 3",
    "accuracy, 0.5, 2",
    "accuracy, 0.55, 3",
    "accuracy, 0.8, 4"
  })
  void training_ends_after_the_epoch_that_reaches_the_target(
      String figure, double target, int epochs) {
    Square model = new Square(0.9, 0.5, 0.4, 0.3);
    TrainingEvent.Ended end =
        fit(trainer(model, 4, false, sgd(model)).decide(new StopAtTarget(figure, target)));
    assertEquals(epochs, end.epochs());
    assertFalse(end.stopped(), "the same settings end there again");
  }

  @Test
  void a_figure_that_is_undefined_reaches_no_target() {
    Square model = new Square(Double.NaN, 0.1, 0.1);
    Trainer trainer = trainer(model, 3, false, sgd(model)).decide(new StopAtTarget("loss", 0.2));
    assertEquals(2, fit(trainer).epochs());
  }

  private static Progress at(int epoch, int done, double seconds, double epochSeconds) {
    return new Progress(epoch, 9, 1, 2, 7, done, seconds, epochSeconds);
  }

  @Test
  void a_budget_lets_the_first_epoch_end_and_then_stops_between_batches() {
    TimeBudget budget = new TimeBudget(Duration.ofSeconds(10));
    assertEquals(Policy.Verdict.GO_ON, budget.batchEnded(at(1, 0, 100, 100)));
    assertEquals(Policy.Verdict.GO_ON, budget.batchEnded(at(2, 1, 9.9, 1)));
    assertEquals(Policy.Verdict.STOP, budget.batchEnded(at(2, 1, 10, 1)));
  }

  @Test
  void a_budget_begins_no_epoch_that_would_not_fit() {
    TimeBudget budget = new TimeBudget(Duration.ofSeconds(10));
    Square model = new Square(0.5);
    Scores scores = model.evaluate(List.of(), Workers.single());
    assertEquals(Policy.Verdict.GO_ON, budget.epochEnded(at(2, 2, 6, 3), scores, model));
    assertEquals(Policy.Verdict.STOP, budget.epochEnded(at(2, 2, 7, 3.5), scores, model));
    assertEquals(
        Policy.Verdict.GO_ON, budget.epochEnded(at(9, 9, 20, 3), scores, model), "it ends anyway");
  }

  @Test
  void training_without_time_has_one_epoch_and_counts_as_stopped() {
    Square model = new Square(0.5, 0.4);
    TrainingEvent.Ended end =
        fit(trainer(model, 2, false, sgd(model)).decide(new TimeBudget(Duration.ofNanos(1))));
    assertEquals(1, end.epochs());
    assertTrue(end.stopped());
    assertArrayEquals(new float[] {0.25f}, model.w.toArray());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void time_before_a_break_counts(boolean longAgo) {
    Square model = new Square(0.5);
    Trainer first = trainer(model, 1, false, sgd(model));
    fit(first);
    State state = new State();
    first.save(state);
    Map<String, String> words = new LinkedHashMap<>(state.words());
    words.replace("seconds", longAgo ? "3600.0" : "0.0");
    Square again = new Square(0.4, 0.3);
    Trainer second =
        trainer(again, 3, false, sgd(again)).decide(new TimeBudget(Duration.ofHours(1)));
    second.restore(new State(state.arrays(), new LinkedHashMap<>(words)));
    assertEquals(longAgo ? 1 : 3, fit(second).epochs());
  }

  @Test
  void a_policy_that_could_never_act_is_refused() {
    assertRefused("time must be above 0, got PT0S", () -> new TimeBudget(Duration.ZERO));
    assertRefused("target must be a number, got NaN", () -> new StopAtTarget("loss", Double.NaN));
    Square model = new Square(0.5);
    assertRefused(
        "epochs must be at least 1, got 0",
        () -> new PlateauPolicy(sgd(model), new EarlyStopping(0), 0));
  }

  private static void assertRefused(String sentence, Executable call) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
