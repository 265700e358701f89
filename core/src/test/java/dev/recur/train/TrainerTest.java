package dev.recur.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Batch;
import dev.recur.data.BatchIterator;
import dev.recur.data.BatchOptions;
import dev.recur.data.BucketIterator;
import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.optim.Adam;
import dev.recur.optim.AdamOptions;
import dev.recur.optim.ReduceOnPlateau;
import dev.recur.optim.ReduceOnPlateauOptions;
import dev.recur.optim.Schedule;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/// The loop itself, on a model of one number whose loss is w²: each update takes lr · 2w away.
class TrainerTest {
  private static final class Square implements Trainable {
    final Parameter w;
    final List<Double> validLosses;
    int evaluations;

    Square(float start, Double... validLosses) {
      w = new Parameter(Tensor.of(new float[] {start}, 1, 1));
      this.validLosses = List.of(validLosses);
    }

    @Override
    public SequencedMap<String, Parameter> parameters() {
      SequencedMap<String, Parameter> all = new LinkedHashMap<>();
      all.put("w", w);
      return all;
    }

    @Override
    public Tensor loss(Tape tape, Batch batch, Seed dropout) {
      Tensor value = tape.use(w);
      return value.times(value).sum();
    }

    @Override
    public Scores evaluate(Iterable<Batch> batches, Workers workers) {
      double loss = validLosses.get(evaluations++ % validLosses.size());
      return new Scores() {
        @Override
        public int rows() {
          return 6;
        }

        @Override
        public SequencedMap<String, Figure> figures(int... times) {
          SequencedMap<String, Figure> all = new LinkedHashMap<>();
          all.put("loss", Figure.lower("loss", loss));
          all.put("accuracy", Figure.share("accuracy", 0.5));
          return all;
        }
      };
    }
  }

  private static EncodedDataset rows() {
    Field text = Field.text().build();
    LabelField label = new LabelField();
    List<List<String>> cells = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      cells.add(List.of("some words " + i, i % 2 == 0 ? "even" : "odd"));
    }
    Dataset data = Dataset.of(Columns.of("text", text).and("label", label), cells);
    return data.encode(text.buildVocab(data), label.buildVocab(data));
  }

  private static Trainer trainer(Square model, double lr, int epochs) {
    var options = TrainerOptions.of(epochs, Seed.of(1)).withClip(0);
    return new Trainer(
        model, new Sgd(model.parameters(), new SgdOptions(lr)), options, Workers.single());
  }

  private static TrainingEvent.Ended fit(Trainer trainer) {
    EncodedDataset rows = rows();
    return trainer.fit(
        new BucketIterator(rows, BatchOptions.rows(3), Device.cpu()),
        new BatchIterator(rows, 3, Device.cpu()));
  }

  @Test
  void every_batch_is_one_update() {
    Square model = new Square(1f, 1.0);
    fit(trainer(model, 0.25, 2)); // two epochs of two batches, w halves with each
    assertArrayEquals(new float[] {1 / 16f}, model.w.toArray());
  }

  @Test
  void of_epochs_with_equal_figures_the_one_with_the_lower_loss_is_the_best() {
    Square model = new Square(1f, 3.0, 2.0, 2.5); // the accuracy is 0.5, always
    Trainer trainer =
        trainer(model, 0.25, 3).decide(new EarlyStopping(0, "accuracy", "it is highest"));
    assertEquals(2, fit(trainer).bestEpoch());
  }

  @Test
  void a_sample_of_the_training_rows_is_scored_after_every_epoch() {
    Square model = new Square(1f, 3.0, 2.0);
    List<Double> accuracies = new ArrayList<>();
    Trainer trainer = trainer(model, 0.25, 2).sample(new BatchIterator(rows(), 3, Device.cpu()));
    fit(
        trainer.listen(
            event -> {
              if (event instanceof TrainingEvent.EpochEnded epoch) {
                accuracies.add(epoch.trainHeadline());
              }
            }));
    assertEquals(List.of(0.5, 0.5), accuracies);
    assertEquals(4, model.evaluations, "each epoch validates and answers the sample");
  }

  @Test
  void early_stopping_restores_the_weights_of_the_best_epoch() {
    Square model = new Square(1f, 3.0, 2.0, 2.5, 2.5, 1.0);
    Trainer trainer = trainer(model, 0.25, 9).decide(new EarlyStopping(2));
    List<TrainingEvent> events = new ArrayList<>();
    TrainingEvent.Ended finished = fit(trainer.listen(events::add));
    assertEquals(4, finished.epochs());
    assertEquals(2, finished.bestEpoch());
    assertArrayEquals(new float[] {1 / 16f}, model.w.toArray());
    assertTrue(events.contains(new TrainingEvent.StoppedEarly(4, 2)));
    assertEquals(
        List.of(true, true, false, false),
        events.stream()
            .filter(TrainingEvent.EpochEnded.class::isInstance)
            .map(e -> ((TrainingEvent.EpochEnded) e).best())
            .toList());
  }

  /// Stops at the first batch of an epoch.
  private static Policy stopIn(int epoch) {
    return new Policy() {
      @Override
      public Verdict batchEnded(Progress now) {
        return now.epoch() == epoch ? Verdict.STOP : Verdict.GO_ON;
      }
    };
  }

  @Test
  void a_policy_that_stops_within_an_epoch_leaves_the_weights_of_the_best_one() {
    Square model = new Square(1f, 3.0, 2.0, 2.5);
    Trainer trainer = trainer(model, 0.25, 9).decide(new EarlyStopping(0)).decide(stopIn(4));
    List<TrainingEvent> events = new ArrayList<>();
    TrainingEvent.Ended finished = fit(trainer.listen(events::add));
    assertEquals(3, finished.epochs());
    assertEquals(2, finished.bestEpoch());
    assertTrue(finished.stopped());
    assertArrayEquals(new float[] {1 / 16f}, model.w.toArray());
    assertTrue(events.contains(new TrainingEvent.StoppedEarly(3, 2)));
    Square latest = new Square(1f, 3.0, 2.0);
    finished = fit(trainer(latest, 0.25, 9).decide(new EarlyStopping(0)).decide(stopIn(3)));
    assertEquals(2, finished.bestEpoch());
    assertArrayEquals(
        new float[] {1 / 16f}, latest.w.toArray(), "not those of the epoch that was left");
  }

  @Test
  void a_policy_that_stops_in_the_first_epoch_makes_fit_throw() {
    Trainer trainer = trainer(new Square(1f, 1.0), 0.25, 2).decide(stopIn(1));
    assertThrows(StoppedException.class, () -> fit(trainer));
  }

  /// Keeps the state of a trainer after one of its epochs.
  private static final class Checkpoint implements Policy {
    private final int epoch;
    private final State kept = new State();

    Checkpoint(int epoch) {
      this.epoch = epoch;
    }

    @Override
    public void settled(Progress now, Saved training) {
      if (now.epochsDone() == epoch && now.epoch() == epoch) {
        training.save(kept);
      }
    }
  }

  private static Trainer withAdam(Square model, int epochs, Policy... policies) {
    var options = TrainerOptions.of(epochs, Seed.of(1));
    var adam = new Adam(model.parameters(), new AdamOptions(0.1));
    Trainer trainer = new Trainer(model, adam, options, Workers.single());
    List.of(policies).forEach(trainer::decide);
    return trainer;
  }

  @Test
  void training_resumed_from_a_saved_state_has_the_bits_of_training_without_a_break() {
    Double[] losses = {3.0, 1.0, 2.0, 2.5, 0.5};
    Square whole = new Square(1f, losses);
    Checkpoint checkpoint = new Checkpoint(2);
    Trainer first = withAdam(whole, 5, new EarlyStopping(2), checkpoint);
    TrainingEvent.Ended end = fit(first);

    Square resumed = new Square(7f, losses);
    resumed.evaluations = 2;
    Trainer second = withAdam(resumed, 5, new EarlyStopping(2), new Checkpoint(9));
    second.restore(checkpoint.kept);
    List<Integer> epochs = new ArrayList<>();
    TrainingEvent.Ended again =
        fit(
            second.listen(
                event -> {
                  if (event instanceof TrainingEvent.EpochEnded epoch) {
                    epochs.add(epoch.epoch());
                  }
                }));
    assertEquals(
        List.of(1, 2, 3, 4), epochs, "the first two are sent again; patience is remembered");
    assertEquals(end.bestEpoch(), again.bestEpoch());
    assertArrayEquals(whole.w.toArray(), resumed.w.toArray());
  }

  @Test
  void an_epoch_reports_how_long_it_waited_for_batches_on_any_number_of_threads() {
    for (int n : new int[] {1, 2}) {
      Square model = new Square(1f, 1.0);
      List<TrainingEvent.EpochEnded> epochs = new ArrayList<>();
      try (Workers workers = new Workers(n)) {
        var options = TrainerOptions.of(2, Seed.of(1)).withClip(0);
        var sgd = new Sgd(model.parameters(), new SgdOptions(0.25));
        fit(
            new Trainer(model, sgd, options, workers)
                .listen(
                    event -> {
                      if (event instanceof TrainingEvent.EpochEnded epoch) {
                        epochs.add(epoch);
                      }
                    }));
      }
      assertArrayEquals(new float[] {1 / 16f}, model.w.toArray());
      assertEquals(2, epochs.size());
      for (TrainingEvent.EpochEnded epoch : epochs) {
        assertTrue(epoch.secondsWaiting() > 0, "it made them or waited for them");
        assertTrue(epoch.secondsWaiting() <= epoch.seconds());
      }
    }
  }

  @Test
  void an_epoch_reports_its_rate_and_the_norms_of_gradients_and_of_its_last_update() {
    Square model = new Square(1f, 1.0); // each update halves the weight; its gradient is 2w
    List<TrainingEvent.Updates> updates = new ArrayList<>();
    Trainer trainer = trainer(model, 0.25, 2);
    trainer.listen(
        event -> {
          if (event instanceof TrainingEvent.EpochEnded epoch) {
            updates.add(epoch.updates());
          }
        });
    fit(trainer);
    assertEquals(
        List.of(
            new TrainingEvent.Updates(0.25, 1.5, 0.25),
            new TrainingEvent.Updates(0.25, 0.375, 0.0625)),
        updates);
  }

  @Test
  void without_early_stopping_the_last_weights_stay() {
    Square model = new Square(1f, 1.0, 2.0);
    TrainingEvent.Ended finished = fit(trainer(model, 0.25, 2));
    assertEquals(2, finished.bestEpoch());
    assertArrayEquals(new float[] {1 / 16f}, model.w.toArray());
  }

  @Test
  void a_loss_that_is_not_finite_ends_training_and_names_the_batch() {
    Square model = new Square(1e30f, 1.0);
    TrainingFailedException e =
        assertThrows(TrainingFailedException.class, () -> fit(trainer(model, 0.25, 2)));
    String said = String.valueOf(e.getMessage());
    assertTrue(said.startsWith("epoch 1, batch 1 (rows ["), said);
    assertTrue(said.contains("the loss is Infinity, not a finite number"), said);
  }

  @Test
  void the_schedule_sets_the_rate_of_every_step() {
    Square model = new Square(1f, 1.0);
    List<Double> rates = new ArrayList<>();
    var options = TrainerOptions.of(2, Seed.of(1)).withClip(0).withSchedule(Schedule.step(2, 0.1));
    var sgd = new Sgd(model.parameters(), new SgdOptions(0.5));
    Trainer trainer = new Trainer(model, sgd, options, Workers.single());
    trainer.listen(
        e -> {
          if (e instanceof TrainingEvent.BatchEnded batch) {
            rates.add(batch.learningRate());
          }
        });
    fit(trainer);
    assertEquals(4, rates.size());
    assertEquals(0.5, rates.get(1), 1e-12);
    assertEquals(0.05, rates.get(2), 1e-12);
  }

  @Test
  void gradients_are_clipped_to_the_norm() {
    Square model = new Square(10f, 1.0);
    var options = TrainerOptions.of(1, Seed.of(1));
    fit(
        new Trainer(
            model, new Sgd(model.parameters(), new SgdOptions(1)), options, Workers.single()));
    assertEquals(8f, model.w.toArray()[0], 1e-4); // two steps of length 1
  }

  @Test
  void a_plateau_lowers_the_rate_and_it_stays_lowered() {
    Square model = new Square(1f, 1.0);
    List<Double> rates = new ArrayList<>();
    var sgd = new Sgd(model.parameters(), new SgdOptions(0.5));
    var plateau = new ReduceOnPlateau(new ReduceOnPlateauOptions().withPatience(0));
    Trainer trainer =
        new Trainer(model, sgd, TrainerOptions.of(3, Seed.of(1)), Workers.single())
            .decide(new PlateauPolicy(sgd, plateau));
    trainer.listen(
        e -> {
          if (e instanceof TrainingEvent.BatchEnded batch) {
            rates.add(batch.learningRate());
          }
        });
    fit(trainer);
    assertEquals(List.of(0.5, 0.5, 0.5, 0.5, 0.05, 0.05), rates); // lowered after epoch 2
  }
}
