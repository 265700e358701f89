package dev.recur.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Batch;
import dev.recur.data.BatchIterator;
import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.optim.Sgd;
import dev.recur.optim.SgdOptions;
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
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/// The learning-rate range test and the rehearsal of an epoch, on a model of one number whose loss
/// is scale · w²: each step multiplies w by 1 − 2 · scale · rate.
class RateFinderTest {
  private static final class Square implements Trainable {
    final Parameter w = new Parameter(Tensor.of(new float[] {1}, 1));
    final List<Integer> tokens = new ArrayList<>(); // of each batch that was trained on
    private final float scale;

    Square(float scale) {
      this.scale = scale;
    }

    @Override
    public SequencedMap<String, Parameter> parameters() {
      return new LinkedHashMap<>(Map.of("w", w));
    }

    @Override
    public Tensor loss(Tape tape, Batch batch, Seed dropout) {
      tokens.add(batch.tokens().total());
      Tensor value = tape.use(w);
      return value.times(value).times(scale).sum();
    }

    @Override
    public Scores evaluate(Iterable<Batch> batches, Workers workers) {
      throw new AssertionError("nothing is evaluated");
    }
  }

  /// Six texts of 1 to 6 words.
  private static BatchIterator batches(int rows) {
    Field text = Field.text().build();
    LabelField label = new LabelField();
    List<List<String>> cells = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      cells.add(List.of("word ".repeat(i).strip(), i % 2 == 0 ? "even" : "odd"));
    }
    Dataset data = Dataset.of(Columns.of("text", text).and("label", label), cells);
    EncodedDataset encoded = data.encode(text.buildVocab(data), label.buildVocab(data));
    return new BatchIterator(encoded, rows, Device.cpu());
  }

  private static RateFinder.Found find(Square model) {
    var options = TrainerOptions.of(1, Seed.of(1)).withClip(0);
    var sgd = new Sgd(model.parameters(), new SgdOptions(0.1));
    return new RateFinder(model, sgd, options, Workers.single()).find(batches(4));
  }

  @Test
  void the_rate_rises_exponentially_until_the_loss_diverges() {
    Square model = new Square(1);
    RateFinder.Found found = find(model);
    assertTrue(found.diverged());
    List<RateFinder.Step> steps = found.steps();
    assertTrue(steps.size() > 120 && steps.size() < 141, () -> "" + steps.size());
    assertEquals(1e-6, steps.getFirst().rate(), 1e-18);
    assertEquals(1e-5, steps.get(20).rate(), 1e-17);
    assertEquals(1e-2, steps.get(80).rate(), 1e-14);
    double lowest = steps.stream().mapToDouble(RateFinder.Step::smoothed).min().orElseThrow();
    assertTrue(steps.getLast().smoothed() > 4 * lowest);
    assertTrue(steps.get(steps.size() - 2).smoothed() <= 4 * lowest);
  }

  @Test
  void the_rate_that_is_found_is_where_the_loss_falls_fastest() {
    double rate = find(new Square(1)).rate().orElseThrow();
    assertTrue(rate > 1e-2 && rate < 0.5, () -> "at 1 it overshoots, got " + rate);
    double ofSteeper = find(new Square(10)).rate().orElseThrow();
    assertEquals(rate / 10, ofSteeper, rate / 50, "ten times the gradient, a tenth of the rate");
  }

  @Test
  void smoothing_is_not_biased_towards_zero() {
    RateFinder.Found found = find(new Square(1));
    assertEquals(1, found.steps().getFirst().smoothed(), 1e-6);
    RateFinder.Step second = found.steps().get(1);
    double expected = (0.09 * found.steps().getFirst().loss() + 0.1 * second.loss()) / 0.19;
    assertEquals(expected, second.smoothed(), 1e-9);
  }

  @Test
  void the_model_has_its_weights_back_and_has_seen_every_batch() {
    Square model = new Square(1);
    find(model);
    assertArrayEquals(new float[] {1}, model.w.toArray());
    assertEquals(List.of(10, 11, 10, 11), model.tokens.subList(0, 4));
  }

  @Test
  void a_loss_that_never_falls_suggests_no_rate() {
    RateFinder.Found found = find(new Square(0));
    assertTrue(found.rate().isEmpty());
    assertFalse(found.diverged());
    assertEquals(141, found.steps().size());
  }

  @Test
  void a_loss_that_is_not_finite_ends_the_test() {
    RateFinder.Found found = find(new Square(Float.POSITIVE_INFINITY));
    assertTrue(found.diverged());
    assertTrue(found.rate().isEmpty());
    assertEquals(List.of(), found.steps());
  }

  @Test
  void a_rehearsal_trains_on_the_longest_batch_first_and_knows_the_size_of_the_epoch() {
    Square model = new Square(1);
    var sgd = new Sgd(model.parameters(), new SgdOptions(1e-6));
    Rehearsal.Timing timing =
        new Rehearsal(model, sgd, TrainerOptions.of(1, Seed.of(1)), Workers.single())
            .train(batches(2).epoch(0));
    assertEquals(3, timing.batches());
    assertEquals(21, timing.tokens());
    assertEquals(11, timing.longest());
    assertTrue(timing.seconds() > 0);
    assertEquals(List.of(11, 3, 7, 11), model.tokens.subList(0, 4));
  }
}
