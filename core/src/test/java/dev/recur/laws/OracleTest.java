package dev.recur.laws;

import static dev.recur.oracle.NumericGradient.random;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.oracle.CellOracle;
import dev.recur.oracle.CrfOracle;
import dev.recur.oracle.Losses;
import dev.recur.oracle.Losses.ClassOptions;
import dev.recur.oracle.Losses.Reduction;
import dev.recur.oracle.Matrix;
import dev.recur.oracle.NumericGradient;
import dev.recur.oracle.Operations;
import dev.recur.oracle.StackShape;
import dev.recur.oracle.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The oracle's own derivatives, checked by central numeric differences.
class OracleTest {
  record Case(String name, List<Matrix> leaves, Supplier<Matrix> output) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource({"operations", "losses", "poolings", "cells", "stacks"})
  void a_gradient_is_the_numeric_difference(Case c) {
    double error = NumericGradient.largestError(c.leaves, c.output);
    assertTrue(error < 1e-6, () -> c + ": relative error " + error);
  }

  @ParameterizedTest
  @MethodSource({"operations", "losses", "poolings", "cells", "stacks"})
  void a_zero_upstream_gradient_gives_exactly_zero(Case c) {
    Matrix y = c.output.get();
    y.backward(random(y.rows(), y.columns(), 1).values());
    y.backward(new double[y.values().length]);
    for (Matrix leaf : c.leaves) {
      for (double g : leaf.gradient()) {
        assertTrue(g == 0, () -> c + ": got " + g + " in " + leaf);
      }
    }
  }

  @Test
  void a_wrong_slope_is_found() {
    Matrix x = random(2, 3, 1);
    Supplier<Matrix> wrong = () -> x.map(StrictMath::tanh, v -> 1 - StrictMath.tanh(v));
    assertTrue(NumericGradient.largestError(List.of(x), wrong) > 1e-2);
  }

  @Test
  void a_slope_wrong_by_one_part_in_a_hundred_thousand_is_found() {
    Matrix x = random(2, 3, 1);
    Supplier<Matrix> wrong = () -> x.map(v -> v * v, v -> 2 * v * (1 + 1e-5));
    assertTrue(NumericGradient.largestError(List.of(x), wrong) > 5e-6);
  }

  @Test
  void an_output_used_twice_gets_both_gradients() {
    Matrix x = Matrix.of(1, 1, 3);
    Matrix y = x.times(x);
    y.times(y).plus(y).backward();
    assertEquals(4 * 27 + 2 * 3, x.gradient()[0]); // (x⁴ + x²)' = 4x³ + 2x
  }

  static Stream<Case> operations() {
    Matrix a = random(3, 4, 1);
    Matrix b = random(3, 4, 2);
    Matrix row = random(1, 4, 3);
    Matrix column = random(3, 1, 4);
    Matrix w = random(2, 4, 5);
    Matrix bias = random(1, 2, 6);
    Matrix mask = Matrix.of(3, 4, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 1, 1);
    Matrix dropped = Matrix.of(3, 4, 2, 0, 2, 2, 0, 0, 2, 0, 2, 2, 2, 2);
    return Stream.of(
        new Case("plus", List.of(a, b), () -> a.plus(b)),
        new Case("plus a row", List.of(a, row), () -> a.plus(row)),
        new Case("plus a column", List.of(a, column), () -> column.plus(a)),
        new Case("minus", List.of(a, b), () -> Operations.minus(a, b)),
        new Case("times", List.of(a, b), () -> a.times(b)),
        new Case("times a row", List.of(a, row), () -> row.times(a)),
        new Case("times itself", List.of(a), () -> a.times(a)),
        new Case("divided by", List.of(a, b), () -> Operations.dividedBy(a, Operations.exp(b))),
        new Case("product", List.of(a, b), () -> a.product(b.transposed())),
        new Case("product with itself", List.of(a), () -> a.product(a.transposed())),
        new Case("concat", List.of(a, b, column), () -> Operations.concat(a, b, column)),
        new Case("stack", List.of(a, row, b), () -> Matrix.stack(List.of(a, row, b, a))),
        new Case("columns", List.of(a), () -> a.columns(1, 3)),
        new Case("reshaped", List.of(a), () -> a.reshaped(2, 6).product(random(6, 2, 7))),
        new Case("embedding", List.of(a), () -> Operations.embedding(a, 2, 0, 2, 2, 1)),
        new Case("linear", List.of(a, w, bias), () -> Operations.linear(a, w, bias)),
        new Case("tanh", List.of(a), () -> Operations.tanh(a)),
        new Case("sigmoid", List.of(a), () -> Operations.sigmoid(a)),
        new Case("relu", List.of(a), () -> Operations.relu(a)),
        new Case("exp", List.of(a), () -> Operations.exp(a)),
        new Case("log", List.of(a), () -> Operations.log(Operations.exp(a).plus(row.times(row)))),
        new Case("softplus", List.of(a), () -> Operations.softplus(a)),
        new Case("dropout", List.of(a), () -> Operations.dropout(a, dropped)),
        new Case("softmax", List.of(a), () -> Operations.softmax(a)),
        new Case("log softmax", List.of(a), () -> Operations.logSoftmax(a)),
        new Case("masked softmax", List.of(a), () -> Operations.maskedSoftmax(a, mask)));
  }

  static Stream<Case> losses() {
    Matrix x = random(5, 3, 11);
    Matrix y = random(5, 3, 12);
    Matrix target = Matrix.of(5, 3, 0, 1, 1, 0, 0.5, 1, 1, 1, 0, 0, 0, 0, 1, 0, 1);
    Matrix positive = Matrix.of(1, 3, 1, 2.5, 0.5);
    int[] classes = {2, 0, -100, 1, 2};
    ClassOptions plain = ClassOptions.plain(3);
    ClassOptions all = new ClassOptions(new double[] {1, 2, 0.5}, 1, 0.1);
    int[] ignored = {2, 0, 1, 1, 2};
    List<Case> cases = new ArrayList<>();
    for (Reduction r : Reduction.values()) {
      String by = ", " + r;
      List<Matrix> one = List.of(x);
      List<Matrix> both = List.of(x, y);
      cases.add(new Case("CE" + by, one, () -> Losses.crossEntropy(x, classes, plain, r)));
      cases.add(new Case("CE all" + by, one, () -> Losses.crossEntropy(x, ignored, all, r)));
      cases.add(
          new Case("NLL" + by, one, () -> Losses.negativeLogLikelihood(x, classes, plain, r)));
      cases.add(new Case("BCE" + by, one, () -> Losses.bceWithLogits(x, target, positive, r)));
      cases.add(new Case("MSE" + by, both, () -> Losses.mse(x, y, r)));
      cases.add(new Case("L1" + by, both, () -> Losses.l1(x, y, r)));
      cases.add(new Case("Huber" + by, both, () -> Losses.huber(x, y, 0.4, r)));
    }
    CrfOracle crf = new CrfOracle(random(1, 3, 13), random(1, 3, 14), random(3, 3, 15));
    List<int[]> paths = CrfOracle.paths(5, 3, path -> path[0] > 0);
    List<Matrix> leaves = List.of(x, crf.start(), crf.end(), crf.transitions());
    cases.add(new Case("CRF", leaves, () -> crf.loss(paths, 42, x)));
    return cases.stream();
  }

  static Stream<Case> poolings() {
    Matrix w = random(3, 4, 21);
    Matrix b = random(1, 3, 22);
    Matrix v = random(1, 3, 23);
    List<Case> cases = new ArrayList<>();
    for (int steps : new int[] {1, 5}) {
      Matrix h = random(steps, 4, 24 + steps);
      String of = " of " + steps;
      cases.add(new Case("last" + of, List.of(h), () -> Operations.lastStep(h, 1)));
      cases.add(new Case("last both ways" + of, List.of(h), () -> Operations.lastStep(h, 2)));
      cases.add(new Case("mean" + of, List.of(h), () -> Operations.meanOverSteps(h)));
      cases.add(new Case("max" + of, List.of(h), () -> Operations.maxOverSteps(h)));
      // With one step the only weight is 1, whatever the scores are, so W, b and v have no
      // gradient.
      List<Matrix> leaves = steps == 1 ? List.of(h) : List.of(h, w, b, v);
      cases.add(new Case("attention" + of, leaves, () -> Operations.attention(h, w, b, v)));
    }
    return cases.stream();
  }

  private static Map<String, CellOracle> namedCells() {
    return new TreeMap<>(
        Map.of(
            "RNN tanh", CellOracle.RNN_TANH,
            "RNN relu", CellOracle.RNN_RELU,
            "LSTM", CellOracle.LSTM,
            "LSTM projected", CellOracle.LSTM,
            "GRU", CellOracle.GRU,
            "GRU reset before", CellOracle.GRU_RESET_BEFORE));
  }

  private static int projection(String name) {
    return name.endsWith("projected") ? 2 : 0;
  }

  static Stream<Case> cells() {
    List<Case> cases = new ArrayList<>();
    namedCells()
        .forEach(
            (name, cell) -> {
              StackShape shape = new StackShape(cell, 2, 3, projection(name), 1, 1, true);
              Map<String, Matrix> p = shape.parameters(31);
              Weights w = new Weights(p, "_l0");
              Matrix x = random(4, 2, 32);
              List<Matrix> before =
                  cell.stateSizes(w).stream().map(size -> random(4, size, 33 + size)).toList();
              List<Matrix> leaves = new ArrayList<>(p.values());
              leaves.add(x);
              leaves.addAll(before);
              cases.add(
                  new Case(
                      name + " cell", leaves, () -> Operations.concat(cell.step(x, before, w))));
            });
    return cases.stream();
  }

  static Stream<Case> stacks() {
    List<Case> cases = new ArrayList<>();
    int[] uneven = {2, 4, 1, 4};
    namedCells()
        .forEach(
            (name, cell) -> {
              int p = projection(name);
              cases.add(stack(name, new StackShape(cell, 3, 3, p, 1, 1, true), 1));
              cases.add(stack(name, new StackShape(cell, 2, 3, p, 1, 1, false), uneven));
              cases.add(stack(name, new StackShape(cell, 2, 3, p, 1, 2, true), 1));
              cases.add(stack(name, new StackShape(cell, 2, 3, p, 1, 2, true), uneven));
              cases.add(stack(name, new StackShape(cell, 2, 3, p, 3, 1, true), uneven));
              cases.add(stack(name, new StackShape(cell, 2, 3, p, 2, 2, false), uneven));
            });
    return cases.stream();
  }

  // Everything at once: lengths, given states, dropout masks; outputs and last states are summed.
  private static Case stack(String name, StackShape shape, int... lengths) {
    Map<String, Matrix> parameters = shape.parameters(41);
    List<Matrix> rows = shape.rows(lengths, 42);
    List<List<Matrix>> initial = shape.initial(lengths.length, 43);
    List<List<Matrix>> masks = shape.masks(lengths);
    List<Matrix> leaves = new ArrayList<>(parameters.values());
    leaves.addAll(rows);
    initial.forEach(leaves::addAll);
    UnaryOperator<Matrix> flat = m -> m.reshaped(1, m.values().length);
    return new Case(
        name + " " + shape.describe() + ", lengths of " + lengths.length + " rows",
        leaves,
        () ->
            Operations.concat(
                shape.stack().run(rows, parameters, initial, masks).all().stream()
                    .map(flat)
                    .toList()));
  }
}
