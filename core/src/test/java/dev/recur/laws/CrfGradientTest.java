package dev.recur.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.laws.fixtures.Bits;
import dev.recur.laws.fixtures.Close;
import dev.recur.laws.fixtures.Problem;
import dev.recur.laws.fixtures.Tapes;
import dev.recur.laws.fixtures.TensorCase;
import dev.recur.nn.Crf;
import dev.recur.nn.CrfConstraints;
import dev.recur.oracle.CrfOracle;
import dev.recur.oracle.Matrix;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A CRF ≈ the softmax over all paths, values and gradients, for scores of any size.
@Tag("scalar")
@Tag("widths")
class CrfGradientTest {
  private static final Seed SEED = Seed.of(21);
  private static final int[] LENGTHS = {3, 1, 5, 2};

  /// A field, and a batch of scores for it, all from U(−scale, scale).
  record Field(Crf crf, float scale) {
    static Field of(CrfConstraints constraints, float scale) {
      Crf crf = new Crf(constraints, SEED);
      crf.parameters().forEach((name, p) -> p.set(numbers(SEED.split(name), p.count(), scale)));
      return new Field(crf, scale);
    }

    int tags() {
      return crf.constraints().tags();
    }

    Tensor scores() {
      int n = Packing.of(LENGTHS).total();
      return Tensor.of(numbers(SEED.split("x"), n * tags(), scale), n, tags());
    }

    List<int[]> paths(int b) {
      return CrfOracle.paths(LENGTHS[b], tags(), crf.constraints()::permits);
    }

    /// The number of the path that row b is given, among all its paths.
    int given(int b) {
      return (7 * b + 3) % paths(b).size();
    }

    int[][] tagsOfRows() {
      int[][] tags = new int[LENGTHS.length][];
      Arrays.setAll(tags, b -> paths(b).get(given(b)));
      return tags;
    }

    Tensor forward(Tensor x) {
      return crf.forward(new PackedSequence(x, Packing.of(LENGTHS)), tagsOfRows());
    }

    @Override
    public String toString() {
      boolean all = CrfOracle.paths(2, tags(), path -> !crf.constraints().permits(path)).isEmpty();
      return "%s tags, scores to %s%s".formatted(tags(), scale, all ? "" : ", constraints");
    }
  }

  private static float[] numbers(Seed seed, int count, float scale) {
    float[] numbers = Problem.numbers(seed, count);
    for (int i = 0; i < count; i++) {
      numbers[i] *= scale;
    }
    return numbers;
  }

  /// The first tag may not start a row, the last not end it, and no tag comes before the next one.
  private static CrfConstraints constraints(int tags) {
    boolean[] start = new boolean[tags];
    boolean[] end = new boolean[tags];
    boolean[][] transitions = new boolean[tags][tags];
    for (int i = 0; i < tags; i++) {
      start[i] = i > 0;
      end[i] = i < tags - 1;
      for (int j = 0; j < tags; j++) {
        transitions[i][j] = j != (i + 1) % tags;
      }
    }
    return CrfConstraints.of(start, end, transitions);
  }

  static Stream<Field> fields() {
    return Stream.of(0.5f, 3f, 60f, 150f, 400f, 3000f)
        .flatMap(
            scale ->
                Stream.of(
                    Field.of(CrfConstraints.none(1), scale),
                    Field.of(CrfConstraints.none(2), scale),
                    Field.of(CrfConstraints.none(5), scale),
                    Field.of(constraints(3), scale),
                    Field.of(constraints(5), scale)));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void values_and_gradients_are_those_of_the_softmax_over_all_paths(Field field) {
    for (boolean inputWanted : new boolean[] {true, false}) {
      field.crf.parameters().values().forEach(Parameter::zeroGradient);
      Tape tape = Tapes.used();
      Tensor x = inputWanted ? tape.input(field.scores()) : tape.constant(field.scores());
      Tensor y = field.forward(x);
      Map<String, Matrix> p = new TreeMap<>();
      field.crf.parameters().forEach((name, parameter) -> p.put(name, matrix(parameter)));
      Matrix xs = Matrix.of(x.size(0), x.size(1), x.toArray());
      Matrix expected = expected(field, p, xs);
      Close.assertForward("loss", expected.values(), y.toArray());
      float[] dy = TensorCase.upstream(y.count());
      tape.backward(y, Tensor.of(dy, y.shape()));
      expected.backward(Close.doubles(dy));
      field
          .crf
          .parameters()
          .forEach((name, parameter) -> assertGradient(name, p.getOrDefault(name, xs), parameter));
      assertEquals(inputWanted, x.gradient().isPresent());
      x.gradient().ifPresent(dx -> Close.assertGradient("dx", xs.gradient(), dx.toArray()));
    }
  }

  private static void assertGradient(String name, Matrix expected, Parameter got) {
    float[] d = got.gradient().orElseThrow().toArray();
    if (d.length > 1) { // with one tag all gradients are 0, but for round-off of the oracle
      Close.assertGradient("d" + name, expected.gradient(), d);
    } else {
      Bits.assertEqual("d" + name, new float[1], d);
    }
  }

  private static Matrix expected(Field field, Map<String, Matrix> p, Matrix xs) {
    CrfOracle oracle = new CrfOracle(get(p, "start"), get(p, "end"), get(p, "transitions"));
    Packing packing = Packing.of(LENGTHS);
    List<Matrix> rows = new ArrayList<>();
    for (int b = 0; b < LENGTHS.length; b++) {
      int row = b;
      int[] places = new int[LENGTHS[b]];
      Arrays.setAll(places, t -> packing.index(row, t));
      rows.add(oracle.loss(field.paths(b), field.given(b), xs.rows(places)));
    }
    return Matrix.stack(rows);
  }

  private static Matrix get(Map<String, Matrix> parameters, String name) {
    Matrix m = parameters.get(name);
    if (m == null) {
      throw new AssertionError("no parameter " + name + " among " + parameters.keySet());
    }
    return m;
  }

  private static Matrix matrix(Parameter p) {
    int[] shape = p.shape();
    return shape.length == 1
        ? Matrix.of(1, shape[0], p.toArray())
        : Matrix.of(shape[0], shape[1], p.toArray());
  }

  @ParameterizedTest
  @MethodSource("fields")
  void a_zero_upstream_gradient_gives_exactly_zero(Field field) {
    Tape tape = Tapes.used();
    Tensor x = tape.input(field.scores());
    Tensor y = field.forward(x);
    field.crf.parameters().values().forEach(Parameter::zeroGradient);
    tape.backward(y, Tensor.zeros(y.shape()));
    assertZero("dx", x.gradient().orElseThrow());
    field.crf.parameters().forEach((name, p) -> assertZero(name, p.gradient().orElseThrow()));
  }

  private static void assertZero(String what, Tensor d) {
    for (float v : d.toArray()) {
      assertEquals(0f, v + 0f, what);
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void the_gradient_of_a_forbidden_score_is_zero(Field field) {
    Tape tape = Tapes.used();
    field.crf.parameters().values().forEach(Parameter::zeroGradient);
    tape.backward(field.forward(tape.input(field.scores())).sum());
    Tensor d = field.crf.parameter("transitions").gradient().orElseThrow();
    CrfConstraints constraints = field.crf.constraints();
    for (int i = 0; i < field.tags(); i++) {
      for (int j = 0; j < field.tags(); j++) {
        assertTrue(constraints.mayFollow(i, j) || d.get(i, j) == 0, i + " to " + j);
      }
    }
  }

  @Test
  void a_frozen_parameter_gets_no_gradient_and_changes_no_other() {
    Field field = Field.of(constraints(4), 1);
    Map<String, float[]> all = gradients(field);
    field
        .crf
        .parameters()
        .forEach(
            (name, p) -> {
              p.freeze();
              Map<String, float[]> others = gradients(field);
              p.unfreeze();
              assertEquals(all.size() - 1, others.size(), name);
              others.forEach(
                  (other, d) -> Bits.assertEqual(other, all.getOrDefault(other, new float[0]), d));
            });
  }

  private static Map<String, float[]> gradients(Field field) {
    field.crf.parameters().values().forEach(Parameter::zeroGradient);
    Tape tape = Tapes.used();
    Tensor x = tape.input(field.scores());
    tape.backward(field.forward(x).sum());
    Map<String, float[]> all = new TreeMap<>();
    all.put("x", x.gradient().orElseThrow().toArray());
    field
        .crf
        .parameters()
        .forEach((name, p) -> p.gradient().ifPresent(d -> all.put(name, d.toArray())));
    return all;
  }

  @Test
  void the_gradients_of_two_uses_add_up() {
    Field field = Field.of(constraints(4), 1);
    Map<String, float[]> once = gradients(field);
    Tape tape = Tapes.used();
    tape.backward(field.forward(tape.input(field.scores())).sum()); // onto those of `once`
    field
        .crf
        .parameters()
        .forEach(
            (name, p) -> {
              double[] twice = Close.doubles(once.getOrDefault(name, new float[0]));
              Arrays.setAll(twice, i -> 2 * twice[i]);
              Close.assertGradient(name, twice, p.gradient().orElseThrow().toArray());
            });
  }
}
