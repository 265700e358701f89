package dev.recur.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.laws.fixtures.Bits;
import dev.recur.laws.fixtures.Close;
import dev.recur.laws.fixtures.CrfField;
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

  static Stream<CrfField> fields() {
    return Stream.of(0.5f, 3f, 60f, 150f, 400f, 3000f)
        .flatMap(
            scale ->
                Stream.of(
                    CrfField.of(CrfConstraints.none(1), scale),
                    CrfField.of(CrfConstraints.none(2), scale),
                    CrfField.of(CrfConstraints.none(5), scale),
                    CrfField.of(CrfField.constraints(3), scale),
                    CrfField.of(CrfField.constraints(5), scale),
                    CrfField.of(CrfField.constraints(3), 1, scale),
                    CrfField.of(CrfField.constraints(5), 1, scale),
                    CrfField.of(CrfField.onlyItself(5), 1, scale),
                    CrfField.of(CrfField.onlyFirst(3), scale)));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void values_and_gradients_are_those_of_the_softmax_over_all_paths(CrfField field) {
    for (boolean inputWanted : new boolean[] {true, false}) {
      field.crf().parameters().values().forEach(Parameter::zeroGradient);
      Tape tape = Tapes.used();
      Tensor x = inputWanted ? tape.input(field.scores()) : tape.constant(field.scores());
      Tensor y = field.forward(x);
      Map<String, Matrix> p = new TreeMap<>();
      field.crf().parameters().forEach((name, parameter) -> p.put(name, matrix(parameter)));
      Matrix xs = Matrix.of(x.size(0), x.size(1), x.toArray());
      Matrix expected = expected(field, p, xs);
      Close.assertForward("loss", expected.values(), y.toArray());
      float[] dy = TensorCase.upstream(y.count());
      tape.backward(y, Tensor.of(dy, y.shape()));
      expected.backward(Close.doubles(dy));
      field
          .crf()
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

  private static Matrix expected(CrfField field, Map<String, Matrix> p, Matrix xs) {
    CrfOracle oracle = new CrfOracle(get(p, "start"), get(p, "end"), get(p, "transitions"));
    Packing packing = CrfField.packing();
    List<Matrix> rows = new ArrayList<>();
    for (int b = 0; b < packing.rows(); b++) {
      int row = b;
      int[] places = new int[packing.length(b)];
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
  void a_zero_upstream_gradient_gives_exactly_zero(CrfField field) {
    Tape tape = Tapes.used();
    Tensor x = tape.input(field.scores());
    Tensor y = field.forward(x);
    field.crf().parameters().values().forEach(Parameter::zeroGradient);
    tape.backward(y, Tensor.zeros(y.shape()));
    assertZero("dx", x.gradient().orElseThrow());
    field.crf().parameters().forEach((name, p) -> assertZero(name, p.gradient().orElseThrow()));
  }

  private static void assertZero(String what, Tensor d) {
    for (float v : d.toArray()) {
      assertEquals(0f, v + 0f, what);
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void the_gradient_of_a_forbidden_score_is_zero(CrfField field) {
    Tape tape = Tapes.used();
    field.crf().parameters().values().forEach(Parameter::zeroGradient);
    tape.backward(field.forward(tape.input(field.scores())).sum());
    Tensor d = field.crf().parameter("transitions").gradient().orElseThrow();
    CrfConstraints constraints = field.crf().constraints();
    for (int i = 0; i < field.tags(); i++) {
      for (int j = 0; j < field.tags(); j++) {
        assertTrue(constraints.mayFollow(i, j) || d.get(i, j) == 0, i + " to " + j);
      }
    }
  }

  @Test
  void a_frozen_parameter_gets_no_gradient_and_changes_no_other() {
    CrfField field = CrfField.of(CrfField.constraints(4), 1);
    Map<String, float[]> all = gradients(field);
    field
        .crf()
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

  private static Map<String, float[]> gradients(CrfField field) {
    field.crf().parameters().values().forEach(Parameter::zeroGradient);
    Tape tape = Tapes.used();
    Tensor x = tape.input(field.scores());
    tape.backward(field.forward(x).sum());
    Map<String, float[]> all = new TreeMap<>();
    all.put("x", x.gradient().orElseThrow().toArray());
    field
        .crf()
        .parameters()
        .forEach((name, p) -> p.gradient().ifPresent(d -> all.put(name, d.toArray())));
    return all;
  }

  @Test
  void the_gradients_of_two_uses_add_up() {
    CrfField field = CrfField.of(CrfField.constraints(4), 1);
    Map<String, float[]> once = gradients(field);
    Tape tape = Tapes.used();
    tape.backward(field.forward(tape.input(field.scores())).sum()); // onto those of `once`
    field
        .crf()
        .parameters()
        .forEach(
            (name, p) -> {
              double[] twice = Close.doubles(once.getOrDefault(name, new float[0]));
              Arrays.setAll(twice, i -> 2 * twice[i]);
              Close.assertGradient(name, twice, p.gradient().orElseThrow().toArray());
            });
  }

  @Test
  void the_gradients_of_many_rows_are_the_sums_of_those_of_each() {
    CrfField field = CrfField.of(CrfField.constraints(4), 1);
    Crf crf = field.crf();
    int[] lengths = new int[37];
    int[][] tags = new int[lengths.length][];
    for (int b = 0; b < lengths.length; b++) {
      lengths[b] = 1 + b * 7 % 5;
      List<int[]> paths = CrfOracle.paths(lengths[b], 4, crf.constraints()::permits);
      tags[b] = paths.get(b % paths.size());
    }
    Packing packing = Packing.of(lengths);
    Tensor x = Tensor.of(CrfField.numbers(SEED, packing.total() * 4, 1), packing.total(), 4);
    Map<String, float[]> together = gradients(crf, new PackedSequence(x, packing), tags);
    Map<String, double[]> sums = new TreeMap<>();
    for (int b = 0; b < lengths.length; b++) {
      int row = b;
      int[] places = new int[lengths[b]];
      Arrays.setAll(places, t -> packing.index(row, t));
      PackedSequence alone = new PackedSequence(x.rows(places), Packing.full(1, lengths[b]));
      gradients(crf, alone, tags[b])
          .forEach((name, d) -> sums.merge(name, Close.doubles(d), CrfGradientTest::sum));
    }
    together.forEach(
        (name, d) -> Close.assertGradient(name, sums.getOrDefault(name, new double[0]), d));
  }

  private static double[] sum(double[] a, double[] b) {
    Arrays.setAll(a, i -> a[i] + b[i]);
    return a;
  }

  private static Map<String, float[]> gradients(Crf crf, PackedSequence x, int[]... tags) {
    crf.parameters().values().forEach(Parameter::zeroGradient);
    Tape tape = Tapes.used();
    tape.backward(crf.forward(x.with(tape.constant(x.data())), tags).sum());
    Map<String, float[]> all = new TreeMap<>();
    crf.parameters().forEach((name, p) -> all.put(name, p.gradient().orElseThrow().toArray()));
    return all;
  }
}
