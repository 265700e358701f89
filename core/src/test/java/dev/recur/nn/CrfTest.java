package dev.recur.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.laws.fixtures.Bits;
import dev.recur.laws.fixtures.Tapes;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A CRF against the project's golden numbers, which were computed by hand from the definition; its
/// extremes; and its error messages.
class CrfTest {
  private static final Seed SEED = Seed.of(3);
  private static final boolean[][] NO_0_TO_1 = {{true, false}, {true, true}};

  private static Crf golden(CrfConstraints constraints) {
    Crf crf = new Crf(constraints, SEED);
    crf.parameter("start").set(new float[] {0.1f, -0.2f});
    crf.parameter("end").set(new float[] {0, 0.4f});
    crf.parameter("transitions").set(new float[] {0.5f, -1, 0.3f, 0.8f});
    return crf;
  }

  private static PackedSequence emissions(Tape tape, int steps, float more) {
    float[] x = {1, 0.5f, 0.2f, 1.5f, -0.3f, 0.7f}; // more than shorter rows need
    for (int i = 0; i < x.length; i++) {
      x[i] += more;
    }
    return new PackedSequence(tape.input(Tensor.of(x, steps, 2)), Packing.full(1, steps));
  }

  private static PackedSequence zeros(int rows, int steps, int tags) {
    return new PackedSequence(Tensor.zeros(rows * steps, tags), Packing.full(rows, steps));
  }

  private static void assertPath(TagPath path, double score, double probability, int... tags) {
    assertArrayEquals(tags, path.tags());
    assertEquals(score, path.score(), 1e-6);
    assertEquals(probability, StrictMath.exp(path.logProbability()), 1e-6);
  }

  private static double logZ(Crf crf, PackedSequence emissions) {
    TagPath best = crf.decode(emissions).getFirst();
    return best.score() - best.logProbability();
  }

  @Test
  void the_best_paths_have_the_golden_scores() {
    Crf crf = golden(CrfConstraints.none(2));
    Tape tape = Tapes.used();
    PackedSequence x = emissions(tape, 3, 0);
    List<TagPath> paths = crf.decode(x, 100).getFirst();
    assertEquals(8, paths.size());
    assertPath(paths.get(0), 4.5, 0.559800, 1, 1, 1);
    assertPath(paths.get(1), 3.5, 0.205939, 0, 1, 1);
    assertPath(paths.get(2), 2.6, 0.083729, 1, 1, 0);
    assertEquals(5.0801749711, logZ(crf, x), 1e-6);
    assertEquals(1.6130152524, logZ(crf, emissions(tape, 1, 0)), 1e-6);
    assertEquals(3005.0801749711, logZ(crf, emissions(tape, 3, 1000)), 1e-4);
  }

  @Test
  void the_loss_is_log_z_less_the_score() {
    Crf crf = golden(CrfConstraints.none(2));
    Tape tape = Tapes.used();
    int[][] path = {{1, 1, 1}};
    assertEquals(0.5801749711, crf.forward(emissions(tape, 3, 0), path).item(), 1e-6);
    assertEquals(0.5801749711, crf.forward(emissions(tape, 3, 1000), path).item(), 1e-4);
  }

  @Test
  void the_gradient_of_log_z_is_the_marginals() {
    Crf crf = golden(CrfConstraints.none(2));
    Tape tape = Tapes.used();
    PackedSequence x = emissions(tape, 3, 0);
    float[] p = crf.marginals(x).toArray();
    assertEquals(0.8802700661, p[3], 1e-6);
    tape.backward(crf.forward(x, new int[][] {{0, 1, 1}}));
    float[] dx = x.data().gradient().orElseThrow().toArray();
    assertArrayEquals(new float[] {p[0] - 1, p[1], p[2], p[3] - 1, p[4], p[5] - 1}, dx, 1e-7f);
  }

  @Test
  void a_forbidden_transition_leaves_the_other_paths() {
    boolean[] all = {true, true};
    Crf crf = golden(CrfConstraints.of(all, all, NO_0_TO_1));
    PackedSequence x = emissions(Tapes.used(), 3, 0);
    List<TagPath> paths = crf.decode(x, 100).getFirst();
    assertEquals(4, paths.size());
    assertArrayEquals(new int[] {1, 1, 1}, paths.get(0).tags());
    assertArrayEquals(new int[] {1, 1, 0}, paths.get(1).tags());
    assertEquals(4.7325795917, logZ(crf, x), 1e-6);
  }

  @Test
  void of_equal_paths_the_lowest_tags_come_first() {
    Crf crf = new Crf(2, SEED);
    crf.parameters().values().forEach(p -> p.set(new float[p.count()]));
    List<TagPath> paths = crf.decode(zeros(1, 2, 2), 4).getFirst();
    int[][] expected = {{0, 0}, {1, 0}, {0, 1}, {1, 1}};
    for (int i = 0; i < 4; i++) {
      assertArrayEquals(expected[i], paths.get(i).tags());
    }
  }

  @Test
  void a_sentence_of_ten_thousand_steps_keeps_its_digits() {
    int steps = 10_000;
    Crf crf = new Crf(3, SEED);
    crf.parameters().values().forEach(p -> p.set(new float[p.count()]));
    assertEquals(steps * StrictMath.log(3), logZ(crf, zeros(1, steps, 3)), 1e-7);

    float[] far = new float[steps * 3];
    for (int i = 0; i < far.length; i++) {
      far[i] = (float) (4000 * SEED.uniform(i) - 2000);
    }
    Tape tape = Tapes.used();
    Tensor x = tape.input(Tensor.of(far, steps, 3));
    PackedSequence scores = new PackedSequence(x, Packing.full(1, steps));
    float[] p = crf.marginals(scores).toArray();
    for (int t = 0; t < steps; t++) {
      assertEquals(1, p[3 * t] + p[3 * t + 1] + p[3 * t + 2], 1e-6);
    }
    TagPath best = crf.decode(scores).getFirst();
    double loss = 0; // with transitions of 0, that of a softmax at each step
    for (int t = 0; t < steps; t++) {
      double most = Math.max(far[3 * t], Math.max(far[3 * t + 1], far[3 * t + 2]));
      double sum = 0;
      for (int j = 0; j < 3; j++) {
        sum += StrictMath.exp(far[3 * t + j] - most);
      }
      loss += StrictMath.log(sum);
    }
    assertEquals(-loss, best.logProbability(), 1e-6);
    assertEquals(loss, crf.forward(scores, new int[][] {best.tags()}).item(), 1e-5);
  }

  @Test
  void a_score_of_minus_infinity_is_a_tag_that_cannot_be() {
    Crf crf = golden(CrfConstraints.none(2));
    Tape tape = Tapes.used();
    float no = Float.NEGATIVE_INFINITY;
    Tensor x = tape.input(Tensor.of(new float[] {1, no, no, 2, 3, 4}, 3, 2));
    PackedSequence scores = new PackedSequence(x, Packing.full(1, 3));
    assertEquals(2, crf.decode(scores, 10).getFirst().size());
    tape.backward(crf.forward(scores, new int[][] {{0, 1, 1}}));
    float[] dx = x.gradient().orElseThrow().toArray();
    assertArrayEquals(new float[] {0, 0, 0, 0, dx[4], -dx[4]}, dx, 1e-7f);
    assertTrue(dx[4] > 0.1);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void a_score_that_is_no_number_is_refused(float score) {
    Crf crf = new Crf(2, Seed.of(1));
    Tensor x =
        Tape.inference(Workers.single()).constant(Tensor.of(new float[] {0, 1, score, 2}, 2, 2));
    PackedSequence emissions = new PackedSequence(x, Packing.of(new int[] {2}));
    String refusal =
        "row 0, step 1: expected a score, got %s (did training diverge?)".formatted(score);
    for (Executable call :
        List.<Executable>of(
            () -> crf.decode(emissions),
            () -> crf.decode(emissions, 3),
            () -> crf.marginals(emissions))) {
      assertEquals(refusal, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
  }

  @Test
  void threads_change_no_path_and_no_marginal() {
    int[] lengths = new int[37];
    Arrays.setAll(lengths, b -> 1 + b * 7 % 9);
    Packing packing = Packing.of(lengths);
    float[] values = new float[packing.total() * 5];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) SEED.normal(i);
    }
    Crf crf = new Crf(5, SEED);
    Tensor x = Tensor.of(values, packing.total(), 5);
    PackedSequence one = new PackedSequence(x, packing);
    for (int threads : new int[] {2, 3, 8}) {
      try (Workers workers = new Workers(threads)) {
        PackedSequence many = new PackedSequence(Tape.inference(workers).constant(x), packing);
        Bits.assertEqual("p", crf.marginals(one).toArray(), crf.marginals(many).toArray());
        assertEquals(crf.decode(one, 3).toString(), crf.decode(many, 3).toString());
      }
    }
  }

  @Test
  void the_parameters_are_the_whole_state() {
    Crf crf = golden(CrfConstraints.none(2));
    Crf other = new Crf(2, Seed.of(99));
    crf.parameters().forEach((name, p) -> other.parameter(name).set(p.toArray()));
    Tape tape = Tapes.used();
    int[][] tags = {{1, 0, 1}};
    Bits.assertEqual(
        "loss",
        crf.forward(emissions(tape, 3, 0), tags).toArray(),
        other.forward(emissions(tape, 3, 0), tags).toArray());
  }

  @Test
  void parameters_start_within_a_tenth_of_zero() {
    for (Parameter p : new Crf(30, SEED).parameters().values()) {
      double sum = 0;
      for (float v : p.toArray()) {
        assertTrue(Math.abs(v) <= 0.1f);
        sum += Math.abs(v);
      }
      assertEquals(0.05, sum / p.count(), 0.02);
    }
  }

  static Stream<Arguments> wrong() {
    boolean[] all = {true, true};
    boolean[] second = {false, true};
    Crf crf = golden(CrfConstraints.of(second, new boolean[] {true, false}, NO_0_TO_1));
    Crf stuck = new Crf(CrfConstraints.of(all, all, new boolean[2][2]), SEED);
    return Stream.of(
        wrong("tags must be at least 1, got 0", () -> new Crf(0, SEED)),
        wrong("n must be at least 1, got 0", () -> crf.decode(zeros(1, 1, 2), 0)),
        wrong(
            "end: expected a value for each of 2 tags, got 1",
            () -> CrfConstraints.of(all, new boolean[1], NO_0_TO_1)),
        wrong(
            "transitions from tag 1: expected a value for each of 2 tags, got 3",
            () -> CrfConstraints.of(all, all, new boolean[][] {all, new boolean[3]})),
        wrong(
            "emissions: expected a score for each of 2 tags, got 3 features",
            () -> crf.decode(zeros(1, 1, 3))),
        wrong(
            "tags: expected those of 1 rows, got 2",
            () -> crf.forward(zeros(1, 1, 2), new int[][] {{1}, {1}})),
        wrong(
            "row 1: expected a tag for each of 2 steps, got 3",
            () -> crf.forward(zeros(2, 2, 2), new int[][] {{1, 0}, {1, 1, 0}})),
        wrong(
            "row 0, step 1: expected a tag of 0 to 1, got 2",
            () -> crf.forward(zeros(1, 2, 2), new int[][] {{1, 2}})),
        wrong(
            "row 0, step 0: the constraints forbid tag 0 as the first",
            () -> crf.forward(zeros(1, 2, 2), new int[][] {{0, 0}})),
        wrong(
            "row 1, step 2: the constraints forbid tag 1 after tag 0",
            () -> crf.forward(zeros(2, 3, 2), new int[][] {{1, 1, 0}, {1, 0, 1}})),
        wrong(
            "row 0, step 1: the constraints forbid tag 1 as the last",
            () -> crf.forward(zeros(1, 2, 2), new int[][] {{1, 1}})),
        wrong(
            "row 1: the constraints permit no sequence of 2 tags",
            () -> stuck.decode(uneven(1, 2))),
        wrong(
            "row 0: the constraints permit no sequence of 3 tags",
            () -> stuck.marginals(uneven(3, 1))));
  }

  private static Arguments wrong(String sentence, Executable call) {
    return Arguments.of(sentence, call);
  }

  private static PackedSequence uneven(int... lengths) {
    Packing packing = Packing.of(lengths);
    return new PackedSequence(Tensor.zeros(packing.total(), 2), packing);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void wrong_input_is_refused_in_one_sentence(String sentence, Executable call) {
    var e = assertThrows(IllegalArgumentException.class, call);
    assertEquals(sentence, e.getMessage());
  }
}
