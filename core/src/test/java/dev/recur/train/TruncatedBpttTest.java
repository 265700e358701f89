package dev.recur.train;

import static dev.recur.train.WindowsByHand.gradients;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.nn.Gru;
import dev.recur.nn.Lstm;
import dev.recur.nn.LstmState;
import dev.recur.nn.RecurrentLayer;
import dev.recur.nn.RecurrentOptions;
import dev.recur.nn.Reset;
import dev.recur.nn.Rnn;
import dev.recur.optim.Sgd;
import dev.recur.optim.SgdOptions;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.train.TruncatedBptt.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Truncated back-propagation against loops written out by hand.
class TruncatedBpttTest {
  private static final int T = 11;
  private static final int B = 3;
  private static final int I = 2;
  private static final int H = 5;
  private static final Seed SEED = Seed.of(4);

  private final Tensor x = random(SEED.split("x"), T, B, I);
  private final Tensor weights = random(SEED.split("weights"), T, B, H); // of the outputs in L

  @ParameterizedTest
  @ValueSource(strings = {"rnn", "lstm", "gru"})
  void one_window_over_all_steps_is_the_whole_back_propagation(String cell) {
    RecurrentLayer<?> truncated = layer(cell);
    run(truncated, T, T, () -> {});
    RecurrentLayer<?> whole = layer(cell);
    var tape = new Tape();
    Tensor y = whole.forward(tape.constant(x)).output();
    tape.backward(y.times(weights).sum());
    assertEquals(gradients(whole), gradients(truncated));
  }

  @ParameterizedTest
  @CsvSource({
    "rnn, 1, 1",
    "rnn, 4, 4",
    "rnn, 2, 3",
    "rnn, 3, 6",
    "rnn, 2, 7",
    "rnn, 4, 50",
    "rnn, 20, 20",
    "lstm, 1, 1",
    "lstm, 4, 4",
    "lstm, 2, 3",
    "lstm, 3, 6",
    "lstm, 2, 7",
    "gru, 1, 1",
    "gru, 4, 4",
    "gru, 2, 3",
    "gru, 3, 6",
    "gru, 2, 7"
  })
  void windows_are_those_of_a_loop_by_hand(String cell, int k1, int k2) {
    RecurrentLayer<?> layer = layer(cell);
    var optimizer = new Sgd(layer.parameters(), new SgdOptions(0.05));
    var gradients = new ArrayList<SequencedMap<String, List<Float>>>();
    Pass<?> pass =
        run(
            layer,
            k1,
            k2,
            () -> {
              gradients.add(gradients(layer));
              optimizer.step();
              optimizer.zeroGrad();
            });
    var byHand = new WindowsByHand(layer(cell), x, weights);
    double loss = byHand.train(k1, k2);
    assertEquals(byHand.gradients.size(), pass.updates());
    for (int j = 0; j < pass.updates(); j++) {
      requireClose("update " + j, byHand.gradients.get(j), gradients.get(j));
    }
    assertEquals(loss, pass.loss(), 1e-5 * (1 + Math.abs(loss)));
    assertArrayEquals(byHand.last.toArray(), h(pass.state()).toArray(), 2e-6f);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 3", "2, 5", "4, 6", "5, 100", "11, 11"})
  void the_error_of_each_step_counts_once(int k1, int k2) {
    var gru = new Gru(I, H, SEED);
    var counted = new ArrayList<Integer>();
    Pass<Tensor> pass =
        new TruncatedBptt<>(gru, k1, k2)
            .run(
                new Tape(),
                T,
                gru.zeroState(B),
                (tape, from, to) -> tape.constant(x.slice(0, from, to)),
                (y, from, to) -> {
                  for (int t = from; t < to; t++) {
                    counted.add(t);
                  }
                  return y.times(weights.slice(0, from, to)).sum();
                },
                () -> {});
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), counted);
    float whole = gru.forward(x).output().times(weights).sum().item();
    assertEquals(whole, pass.loss(), 1e-5);
  }

  @Test
  void a_sequence_in_two_passes_is_the_sequence_in_one() {
    RecurrentLayer<LstmState> once = new Lstm(I, H, SEED);
    run(once, 4, 4, () -> {});
    var twice = new Lstm(I, H, SEED);
    var bptt = new TruncatedBptt<>(twice, 4, 4);
    var tape = new Tape();
    Pass<LstmState> first = pass(bptt, tape, twice.zeroState(B), 0, 8);
    pass(bptt, tape, first.state(), 8, T);
    assertEquals(gradients(once), gradients(twice));
  }

  @Test
  void batch_first_changes_the_shape_only() {
    var layer = new Gru(I, H, SEED);
    run(layer, 2, 5, () -> {});
    var turned = new Gru(RecurrentOptions.of(I, H).withBatchFirst(true), Reset.AFTER, SEED);
    new TruncatedBptt<>(turned, 2, 5)
        .run(
            new Tape(),
            T,
            turned.zeroState(B),
            (tape, from, to) -> tape.constant(turned(x).slice(1, from, to)),
            (y, from, to) -> y.times(turned(weights).slice(1, from, to)).sum(),
            () -> {});
    requireClose("batchFirst", gradients(layer), gradients(turned));
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "2, 5", "3, 6"})
  void a_step_that_is_computed_again_has_the_same_dropout_mask(int k1, int k2) {
    var options = RecurrentOptions.of(I, H).withNumLayers(2).withDropout(0.5);
    var gru = new Gru(options, Reset.AFTER, SEED);
    double whole = lossWithDropout(gru, T, T, SEED);
    assertEquals(whole, lossWithDropout(gru, k1, k2, SEED), 1e-5);
    assertEquals(false, Math.abs(whole - lossWithDropout(gru, T, T, Seed.of(9))) < 1e-3);
  }

  private double lossWithDropout(Gru gru, int k1, int k2, Seed seed) {
    return new TruncatedBptt<>(gru, k1, k2)
        .run(
            new Tape(),
            T,
            gru.zeroState(B),
            (tape, from, to) -> tape.constant(x.slice(0, from, to)),
            (y, from, to) -> y.times(weights.slice(0, from, to)).sum(),
            () -> {},
            seed)
        .loss();
  }

  @Test
  void invalid_windows_and_layers_are_refused() {
    var rnn = new Rnn(I, H, SEED);
    refuses(
        "k1, the steps from one update to the next, must be at least 1, got 0",
        () -> new TruncatedBptt<>(rnn, 0, 4));
    refuses(
        "k2, the steps that a gradient goes back, must be at least k1 = 5, got 3: no window would"
            + " hold the first 2 of every 5 steps",
        () -> new TruncatedBptt<>(rnn, 5, 3));
    var both = new Lstm(RecurrentOptions.of(I, H).withBidirectional(true), SEED);
    refuses(
        "truncated back-propagation needs a layer that only reads forward: the reverse direction"
            + " of a bidirectional layer starts at the sequence's end, so it has no state to carry"
            + " from window to window",
        () -> new TruncatedBptt<>(both, 5, 5));
    var bptt = new TruncatedBptt<>(rnn, 2, 2);
    refuses(
        "a sequence needs at least one step, got 0",
        () -> pass(bptt, new Tape(), rnn.zeroState(B), 0, 0));
    refuses(
        "the input of steps 0 to 1: expected shape (2, B, I), got (11, 3, 2)",
        () ->
            bptt.run(
                new Tape(),
                T,
                rnn.zeroState(B),
                (tape, from, to) -> tape.constant(x),
                (y, from, to) -> y.sum(),
                () -> {}));
  }

  private static void refuses(String sentence, Runnable what) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, what::run).getMessage());
  }

  private <S> Pass<S> run(RecurrentLayer<S> layer, int k1, int k2, Runnable update) {
    return pass(new TruncatedBptt<>(layer, k1, k2), new Tape(), layer.zeroState(B), 0, T, update);
  }

  private <S> Pass<S> pass(TruncatedBptt<S> bptt, Tape tape, S state, int first, int last) {
    return pass(bptt, tape, state, first, last, () -> {});
  }

  private <S> Pass<S> pass(
      TruncatedBptt<S> bptt, Tape tape, S state, int first, int last, Runnable update) {
    return bptt.run(
        tape,
        last - first,
        state,
        (t, from, to) -> t.constant(x.slice(0, first + from, first + to)),
        (y, from, to) -> y.times(weights.slice(0, first + from, first + to)).sum(),
        update);
  }

  private static RecurrentLayer<?> layer(String cell) {
    return switch (cell) {
      case "rnn" -> new Rnn(I, H, SEED);
      case "lstm" -> new Lstm(I, H, SEED);
      default -> new Gru(I, H, SEED);
    };
  }

  private static Tensor h(Object state) {
    return state instanceof LstmState s ? s.h() : (Tensor) state;
  }

  private static void requireClose(
      String where, Map<String, List<Float>> expected, Map<String, List<Float>> actual) {
    expected.forEach(
        (name, values) -> {
          List<Float> others = Objects.requireNonNull(actual.get(name));
          double largest = values.stream().mapToDouble(Math::abs).max().orElse(0);
          for (int i = 0; i < values.size(); i++) {
            assertEquals(
                values.get(i), others.get(i), 1e-5 * largest, where + ", " + name + " at " + i);
          }
        });
  }

  private static Tensor turned(Tensor x) {
    int f = x.size(2);
    float[] values = new float[x.count()];
    for (int t = 0; t < T; t++) {
      for (int b = 0; b < B; b++) {
        for (int i = 0; i < f; i++) {
          values[(b * T + t) * f + i] = x.get(t, b, i);
        }
      }
    }
    return Tensor.of(values, B, T, f);
  }

  private static Tensor random(Seed seed, int... shape) {
    Tensor zeros = Tensor.zeros(shape);
    float[] values = new float[zeros.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) seed.normal(i);
    }
    return Tensor.of(values, shape);
  }
}
