package dev.recur.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.accelerator.HostAccelerator;
import dev.recur.laws.fixtures.Bits;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is kept of each step is what the layer computes, and what a loop written by hand has.
@Tag("scalar")
class UnrolledTest {
  private static final int HIDDEN = 5;
  private static final int[] LENGTHS = {3, 7, 1, 7};

  private static List<RecurrentLayer<?>> layers(RecurrentOptions options) {
    return List.of(
        new Rnn(options, Nonlinearity.TANH, Seed.of(1)),
        new Rnn(options, Nonlinearity.RELU, Seed.of(2)),
        new Lstm(options, Seed.of(3)),
        new Gru(options, Reset.AFTER, Seed.of(4)),
        new Gru(options, Reset.BEFORE, Seed.of(5)));
  }

  private static RecurrentOptions options() {
    return RecurrentOptions.of(4, HIDDEN);
  }

  private static Tensor input(int rows) {
    float[] x = new float[rows * 4];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) Seed.of(9).normal(i);
    }
    return Tensor.of(x, rows, 4);
  }

  private static float[] value(Unrolled steps, int layer, int direction, String name) {
    return steps.value(layer, direction, name).toArray();
  }

  @Test
  void the_states_have_the_bits_of_the_layers_output_and_last_states() {
    Packing packing = Packing.of(LENGTHS);
    for (boolean bias : new boolean[] {true, false}) {
      RecurrentOptions options = options().withNumLayers(2).withBidirectional(true).withBias(bias);
      for (RecurrentLayer<?> layer : layers(options)) {
        Tape plain = Tape.inference(Workers.single());
        Tensor x = input(packing.total());
        var expected = layer.forward(new PackedSequence(plain.constant(x), packing));
        Unrolled steps = layer.unroll(new PackedSequence(new Tape().input(x), packing));
        assertArrayEquals(
            expected.output().data().toArray(), steps.output().data().toArray(), layer.toString());
        for (int d = 0; d < 2; d++) {
          float[] h = value(steps, 1, d, "h");
          for (int n = 0; n < packing.total(); n++) {
            for (int j = 0; j < HIDDEN; j++) {
              float own = expected.output().data().get(n, d * HIDDEN + j);
              assertEquals(own, h[n * HIDDEN + j]);
            }
          }
        }
        if (expected.state() instanceof LstmState last) {
          assertEndsIn(last.c(), steps, packing);
        }
      }
    }
  }

  private static void assertEndsIn(Tensor last, Unrolled steps, Packing packing) {
    for (int index = 0; index < 4; index++) {
      float[] c = value(steps, index / 2, index % 2, "c");
      for (int b = 0; b < packing.rows(); b++) {
        int end = packing.index(b, index % 2 == 1 ? 0 : packing.length(b) - 1);
        for (int j = 0; j < HIDDEN; j++) {
          assertEquals(last.get(index, b, j), c[end * HIDDEN + j]);
        }
      }
    }
  }

  @Test
  void with_an_accelerator_it_is_the_same() {
    Packing packing = Packing.of(LENGTHS);
    RecurrentOptions options = options().withNumLayers(2).withBidirectional(true);
    try (Workers workers = Workers.on(new HostAccelerator(), 1)) {
      for (RecurrentLayer<?> layer : layers(options)) {
        List<float[]> expected = numbers(layer, new Tape(), packing);
        List<float[]> got = numbers(layer, new Tape(workers), packing);
        for (int i = 0; i < expected.size(); i++) {
          Bits.assertEqual(layer + ", " + i, expected.get(i), got.get(i));
        }
      }
    }
  }

  /// All that is kept, with the gradient of a linear layer's scores.
  private static List<float[]> numbers(RecurrentLayer<?> layer, Tape tape, Packing packing) {
    Linear linear = new Linear(2 * HIDDEN, 3, Seed.of(6));
    Tensor x = tape.input(input(packing.total()));
    Unrolled steps = layer.unroll(new PackedSequence(x, packing));
    Tensor scores = linear.forward(steps.output()).data();
    steps.backward(scores, scores.copy());
    List<float[]> all = new ArrayList<>();
    all.add(scores.toArray());
    all.add(x.gradient().orElseThrow().toArray());
    for (int i = 0; i < 4; i++) {
      steps.values(i / 2, i % 2).values().forEach(v -> all.add(v.toArray()));
      steps.gradients(i / 2, i % 2).values().forEach(d -> all.add(d.toArray()));
    }
    return all;
  }

  @Test
  void the_states_follow_from_the_gates() {
    for (RecurrentLayer<?> layer : layers(options())) {
      var x = new PackedSequence(new Tape().input(input(6)), Packing.full(1, 6));
      Unrolled steps = layer.unroll(x);
      float[] h = value(steps, 0, 0, "h");
      for (int i = 0; i < h.length; i++) {
        if (layer instanceof Lstm) {
          double cPrev = i < HIDDEN ? 0 : value(steps, 0, 0, "c")[i - HIDDEN];
          double c =
              value(steps, 0, 0, "f")[i] * cPrev
                  + (double) value(steps, 0, 0, "i")[i] * value(steps, 0, 0, "g")[i];
          assertEquals(c, value(steps, 0, 0, "c")[i], 1e-6);
          assertEquals(value(steps, 0, 0, "o")[i] * Math.tanh(c), h[i], 1e-6);
        } else if (layer instanceof Gru) {
          double hPrev = i < HIDDEN ? 0 : h[i - HIDDEN];
          double z = value(steps, 0, 0, "z")[i];
          assertEquals((1 - z) * value(steps, 0, 0, "n")[i] + z * hPrev, h[i], 1e-6);
        } else {
          assertEquals(List.of("h"), List.copyOf(steps.values(0, 0).keySet()));
        }
      }
    }
  }

  /// Every output counts, so that a gradient comes from above at each step.
  @Test
  void the_gradients_are_those_of_a_loop_written_by_hand() {
    Tensor factors = Tensor.of(input(6).toArray(), 4, HIDDEN);
    for (RecurrentLayer<?> layer : layers(options())) {
      Tensor x = input(4);
      Unrolled steps = layer.unroll(new PackedSequence(new Tape().input(x), Packing.full(1, 4)));
      Tensor loss = steps.output().data().times(factors).sum();
      steps.backward(loss, Tensor.scalar(1));
      float[] dh = steps.gradient(0, 0, "h").toArray();
      for (Tensor own : byHand(layer, x, factors).reversed()) {
        float[] part = new float[HIDDEN];
        int t = byHandStep(own, steps);
        System.arraycopy(dh, t * HIDDEN, part, 0, HIDDEN);
        assertArrayEquals(own.gradient().orElseThrow().toArray(), part, 1e-6f);
      }
    }
  }

  private static int byHandStep(Tensor own, Unrolled steps) {
    float[] h = value(steps, 0, 0, "h");
    for (int t = 0; t < 4; t++) {
      if (h[t * HIDDEN] == own.get(0, 0, 0) && h[t * HIDDEN + 1] == own.get(0, 0, 1)) {
        return t;
      }
    }
    throw new AssertionError("no step has this state");
  }

  private static <S> List<Tensor> byHand(RecurrentLayer<S> layer, Tensor x, Tensor factors) {
    Tape tape = new Tape();
    S state = layer.zeroState(1);
    List<Tensor> h = new ArrayList<>();
    Tensor loss = tape.constant(Tensor.scalar(0));
    for (int t = 0; t < 4; t++) {
      Tensor step = tape.input(Tensor.of(x.slice(0, t, t + 1).toArray(), 1, 1, 4));
      state = layer.forward(step, state).state();
      h.add(layer.parts(state).getFirst());
      Tensor factor = tape.constant(Tensor.of(factors.slice(0, t, t + 1).toArray(), 1, 1, HIDDEN));
      loss = loss.plus(h.getLast().times(factor).sum());
    }
    tape.backward(loss);
    return h;
  }

  /// Changes c at one step by hand, and compares with the slope of the loss.
  @Test
  void the_gradient_of_c_includes_its_effect_by_way_of_h() {
    Lstm layer = new Lstm(options(), Seed.of(3));
    Tensor x = input(4);
    Unrolled steps = layer.unroll(new PackedSequence(new Tape().input(x), Packing.full(1, 4)));
    steps.backward(steps.output().data().slice(0, 1, 4).sum(), Tensor.scalar(1));
    float[] dc = steps.gradient(0, 0, "c").toArray();
    float[] c = value(steps, 0, 0, "c");
    float[] o = value(steps, 0, 0, "o");
    for (int j = 0; j < HIDDEN; j++) {
      double up = lossFrom(layer, x, c, o, j, 1e-2f);
      double down = lossFrom(layer, x, c, o, j, -1e-2f);
      assertEquals((up - down) / 2e-2, dc[HIDDEN + j], 1e-3);
    }
  }

  /// The sum of h from step 1 on, if c_1 is changed.
  private static double lossFrom(Lstm layer, Tensor x, float[] c, float[] o, int unit, float by) {
    float[] changed = new float[HIDDEN];
    float[] h = new float[HIDDEN];
    System.arraycopy(c, HIDDEN, changed, 0, HIDDEN);
    changed[unit] += by;
    double sum = 0;
    for (int j = 0; j < HIDDEN; j++) {
      h[j] = (float) (o[HIDDEN + j] * Math.tanh(changed[j]));
      sum += h[j];
    }
    LstmState state = new LstmState(Tensor.of(h, 1, 1, HIDDEN), Tensor.of(changed, 1, 1, HIDDEN));
    Tensor rest = Tensor.of(x.slice(0, 2, 4).toArray(), 2, 1, 4);
    for (float y : layer.forward(rest, state).output().toArray()) {
      sum += y;
    }
    return sum;
  }

  @Test
  void gradients_that_do_not_reach_a_layer_are_zeros() {
    RecurrentLayer<?> layer = new Gru(options().withNumLayers(2), Reset.AFTER, Seed.of(4));
    var x = new PackedSequence(new Tape().input(input(3)), Packing.full(1, 3));
    Unrolled steps = layer.unroll(x);
    steps.backward(steps.output().data().sum(), Tensor.scalar(1));
    steps.backward(steps.output(0).data().sum(), Tensor.scalar(1));
    float[] dh = steps.gradient(1, 0, "h").toArray();
    assertArrayEquals(new float[3 * HIDDEN], dh);
  }

  @Test
  void what_cannot_be_kept_is_refused_with_a_sentence() {
    var inference =
        new PackedSequence(Tape.inference(Workers.single()).constant(input(3)), Packing.full(1, 3));
    Lstm plain = new Lstm(options(), Seed.of(1));
    Exception e = assertThrows(IllegalArgumentException.class, () -> plain.unroll(inference));
    assertEquals(
        "x: expected a sequence on a tape that records, such as new Tape(), because an inference"
            + " tape does not keep what each step computes",
        e.getMessage());
    Lstm projected = new Lstm(options(), 2, Seed.of(1));
    var x = new PackedSequence(new Tape().input(input(3)), Packing.full(1, 3));
    e = assertThrows(IllegalArgumentException.class, () -> projected.unroll(x));
    assertEquals(
        "expected layers without a projection, got projSize 2 (what they keep of each step is not"
            + " yet shown)",
        e.getMessage());
    Unrolled steps = plain.unroll(x);
    e = assertThrows(IllegalArgumentException.class, () -> steps.value(0, 0, "z"));
    assertEquals("expected one of [h, c, i, f, g, o], got \"z\"", e.getMessage());
  }
}
