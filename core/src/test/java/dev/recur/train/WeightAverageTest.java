package dev.recur.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Batch;
import dev.recur.data.BatchIterator;
import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.optim.Adam;
import dev.recur.optim.AdamOptions;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A run that averages its weights, on a model of two numbers that are drawn to another place by
/// every batch.
class WeightAverageTest {
  private static final class Restless implements Trainable {
    final Parameter w = new Parameter(Tensor.of(new float[] {1, -2}, 2));
    final Parameter still = new Parameter(Tensor.of(new float[] {3}, 1));
    final List<float[]> scored = new ArrayList<>(); // the weights that were evaluated
    private final List<Double> losses;

    Restless(Double... validLosses) {
      losses = List.of(validLosses);
      still.freeze();
    }

    @Override
    public SequencedMap<String, Parameter> parameters() {
      SequencedMap<String, Parameter> all = new LinkedHashMap<>();
      all.put("w", w);
      all.put("still", still);
      return all;
    }

    @Override
    public Tensor loss(Tape tape, Batch batch, Seed dropout) {
      float place = (float) Math.sin(1.0 + batch.rowIds()[0]);
      Tensor away = tape.use(w).minus(Tensor.of(new float[] {place, 2 * place}, 2));
      return away.times(away).sum();
    }

    @Override
    public Scores evaluate(Iterable<Batch> batches, Workers workers) {
      double loss = losses.get(scored.size() % losses.size());
      scored.add(w.toArray());
      assertArrayEquals(new float[] {3}, still.toArray());
      return new Scores() {
        @Override
        public int rows() {
          return 1;
        }

        @Override
        public SequencedMap<String, Figure> figures(int... times) {
          SequencedMap<String, Figure> all = new LinkedHashMap<>();
          all.put("loss", Figure.lower("loss", loss));
          return all;
        }
      };
    }
  }

  /// A run, and the weights after each of its steps.
  private static final class Run {
    final Restless model;
    final Trainer trainer;
    final List<float[]> steps = new ArrayList<>();
    private final EncodedDataset rows;

    Run(Restless model, int rows, int epochs, boolean average) {
      this.model = model;
      this.rows = rows(rows);
      trainer =
          new Trainer(
              model,
              new Adam(model.parameters(), new AdamOptions(0.05)),
              TrainerOptions.of(epochs, Seed.of(1)).withAverage(average),
              Workers.single());
      trainer.listen(
          event -> {
            if (event instanceof TrainingEvent.BatchEnded) {
              steps.add(model.w.toArray());
            }
          });
    }

    TrainingEvent.Ended fit() {
      BatchIterator batches = new BatchIterator(rows, 1, Device.cpu());
      return trainer.fit(batches, batches);
    }

    /// The average by its formula, after a number of steps.
    float[] averaged(int first, int count) {
      int every = Math.max(Math.min(4, rows.size()), rows.size() / 40);
      double[] mean = new double[2];
      int n = 0;
      for (int step = first + 1; step <= first + count; step++) {
        if (step % every == 0 || (n == 0 && step == first + Math.min(count, rows.size()))) {
          double d = n == 0 ? 0 : Math.min(0.95, (1.0 + n) / (10.0 + n));
          for (int i = 0; i < 2; i++) {
            mean[i] += (1 - d) * (steps.get(step - 1)[i] - mean[i]);
          }
          n++;
        }
      }
      return new float[] {(float) mean[0], (float) mean[1]};
    }

    float[] averaged(int count) {
      return averaged(0, count);
    }
  }

  private static EncodedDataset rows(int count) {
    Field text = Field.text().build();
    LabelField label = new LabelField();
    List<List<String>> cells =
        IntStream.range(0, count).mapToObj(i -> List.of("word", "l" + i % 2)).toList();
    Dataset data = Dataset.of(Columns.of("text", text).and("label", label), cells);
    return data.encode(text.buildVocab(data), label.buildVocab(data));
  }

  @Test
  void what_is_scored_and_kept_is_the_average_of_the_formula() {
    for (int rows : new int[] {2, 3, 6, 41, 170, 440}) {
      Run run = new Run(new Restless(1.0), rows, 4, true);
      run.fit();
      for (int epoch = 1; epoch <= 4; epoch++) {
        assertArrayEquals(
            run.averaged(rows * epoch),
            run.model.scored.get(epoch - 1),
            1e-5f,
            rows + " rows, epoch " + epoch);
      }
      assertArrayEquals(run.averaged(4 * rows), run.model.w.toArray(), 1e-5f);
    }
  }

  @Test
  void training_goes_on_from_the_weights_themselves() {
    Run plain = new Run(new Restless(1.0), 23, 5, false);
    Run averaged = new Run(new Restless(1.0), 23, 5, true);
    plain.fit();
    averaged.fit();
    assertEquals(5 * 23, averaged.steps.size());
    for (int i = 0; i < plain.steps.size(); i++) {
      assertArrayEquals(plain.steps.get(i), averaged.steps.get(i));
    }
    assertArrayEquals(plain.steps.getLast(), plain.model.w.toArray());
    assertNotEquals(plain.model.w.toArray()[0], averaged.model.w.toArray()[0]);
  }

  @Test
  void the_best_epoch_is_kept_as_it_was_scored() {
    Run run = new Run(new Restless(3.0, 1.0, 2.0, 2.5), 23, 9, true);
    run.trainer.decide(new EarlyStopping(2));
    TrainingEvent.Ended end = run.fit();
    assertEquals(4, end.epochs());
    assertEquals(2, end.bestEpoch());
    assertArrayEquals(run.model.scored.get(1), run.model.w.toArray());
    assertArrayEquals(run.averaged(2 * 23), run.model.w.toArray(), 1e-5f);
  }

  private static Policy stopAt(int epoch, int batch) {
    return new Policy() {
      @Override
      public Verdict batchEnded(Progress now) {
        return now.epoch() == epoch && now.batch() == batch ? Verdict.STOP : Verdict.GO_ON;
      }
    };
  }

  @Test
  void a_stop_within_an_epoch_leaves_the_average_of_the_best_one_or_of_all_steps() {
    Run best = new Run(new Restless(3.0, 2.0), 23, 9, true);
    best.trainer.decide(new EarlyStopping(0)).decide(stopAt(3, 14));
    assertEquals(2, best.fit().bestEpoch());
    assertArrayEquals(best.model.scored.get(1), best.model.w.toArray());

    Run last = new Run(new Restless(3.0, 2.0), 23, 9, true);
    last.trainer.decide(stopAt(3, 14));
    last.fit();
    assertArrayEquals(last.averaged(2 * 23 + 14), last.model.w.toArray(), 1e-5f);
  }

  @Test
  void training_resumed_from_a_saved_state_has_the_bits_of_training_without_a_break() {
    Double[] losses = {3.0, 1.0, 2.0, 2.5, 0.5};
    Run whole = new Run(new Restless(losses), 23, 5, true);
    whole.trainer.decide(new EarlyStopping(0));
    whole.fit();

    State kept = new State();
    Run first = new Run(new Restless(losses), 23, 5, true);
    first.trainer.decide(new EarlyStopping(0)).decide(saving(kept));
    first.fit();
    assertArrayEquals(whole.model.w.toArray(), first.model.w.toArray(), "saving changes nothing");
    assertArrayEquals(whole.steps.get(2 * 23 - 1), kept.part("model").arrays().get("w"));
    assertArrayEquals(whole.model.scored.get(1), kept.part("average").arrays().get("w"));

    for (String time : List.of("once", "and again: a state is not used up")) {
      Run resumed = new Run(new Restless(2.0, 2.5, 0.5), 23, 5, true);
      resumed.trainer.decide(new EarlyStopping(0)).decide(saving(new State()));
      resumed.trainer.restore(kept);
      assertEquals(5, resumed.fit().bestEpoch());
      assertArrayEquals(whole.model.w.toArray(), resumed.model.w.toArray(), time);
      assertArrayEquals(whole.steps.getLast(), resumed.steps.getLast());
      assertEquals(3 * 23, resumed.steps.size());
    }
  }

  /// Saves after the second epoch.
  private static Policy saving(State to) {
    return new Policy() {
      @Override
      public void settled(Progress now, Saved training) {
        if (now.epochsDone() == 2 && now.epoch() == 2) {
          training.save(to);
        }
      }
    };
  }

  @Test
  void a_saved_average_stays_what_it_was() {
    Restless model = new Restless(1.0);
    WeightAverage average = new WeightAverage(model.parameters());
    average.update(Workers.single());
    State kept = new State();
    average.save(kept);
    model.w.set(new float[] {9, 9});
    average.update(Workers.single());
    assertArrayEquals(new float[] {1, -2}, kept.arrays().get("w"));
  }

  @Test
  void a_state_without_an_average_is_refused() {
    State kept = new State();
    Run plain = new Run(new Restless(1.0), 5, 1, false);
    plain.fit();
    plain.trainer.save(kept);
    Run averaged = new Run(new Restless(1.0), 5, 1, true);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> averaged.trainer.restore(kept));
    assertEquals(
        "the saved state has no \"average.updates\" (was it saved by other training?)",
        refused.getMessage());
  }

  @Test
  void a_second_training_averages_from_its_own_start() {
    Run run = new Run(new Restless(1.0), 6, 3, true);
    run.fit();
    float[] first = run.model.w.toArray();
    State kept = new State();
    run.trainer.decide(saving(kept));
    run.fit();
    assertArrayEquals(run.steps.get(18 + 12 - 1), kept.part("model").arrays().get("w"));
    assertArrayEquals(run.model.scored.get(3 + 1), kept.part("average").arrays().get("w"));
    assertEquals(36, run.steps.size());
    for (int epoch = 1; epoch <= 3; epoch++) {
      assertArrayEquals(
          run.averaged(18, 6 * epoch), run.model.scored.get(2 + epoch), 1e-5f, "epoch " + epoch);
    }
    float moved = Math.abs(run.steps.get(18)[0] - first[0]);
    assertTrue(moved < 0.1, "it begins where the first ended, with its average: " + moved);
  }
}
