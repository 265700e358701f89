package dev.recur.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.accelerator.TestDevice;
import dev.recur.laws.fixtures.Bits;
import dev.recur.laws.fixtures.Close;
import dev.recur.laws.fixtures.Configuration;
import dev.recur.laws.fixtures.Configurations;
import dev.recur.laws.fixtures.HandCell;
import dev.recur.laws.fixtures.Network;
import dev.recur.laws.fixtures.Pass;
import dev.recur.laws.fixtures.Problem;
import dev.recur.laws.fixtures.Results;
import dev.recur.laws.fixtures.Tapes;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A hand-written loop over a cell = the layer, in everything that belongs to a row; and the
/// gradient of the weights that all steps share ≈ the sum of the gradients of single steps.
@Tag("device")
@Tag("scalar")
@Tag("widths")
class HandLoopLawTest {
  private static final int[] LENGTHS = {9, 9, 7, 5, 4, 1};
  private static final int INPUTS = 7;
  private static final int HIDDEN = 19;

  static Stream<Configuration> singleCells() {
    return Configurations.singleCells();
  }

  @ParameterizedTest
  @MethodSource("singleCells")
  void a_loop_over_the_cell_is_the_layer(Configuration c) {
    Network net = c.network(INPUTS, HIDDEN);
    Problem problem = Problem.of(net.sizes(), LENGTHS);
    Results layer = Pass.whole(net, problem);
    HandCell cell = cell(c, net);
    Results loop = loop(t -> cell, problem, Tapes.used());
    loop.putParameters(layerNames(cell));
    layer.assertSameRows("by hand", loop);
    layer.assertCloseParameters("by hand", loop);
  }

  @ParameterizedTest
  @MethodSource("singleCells")
  void the_gradient_of_a_shared_weight_is_the_sum_of_its_gradients_at_each_step(Configuration c) {
    Network net = c.network(INPUTS, HIDDEN);
    Problem problem = Problem.of(net.sizes(), LENGTHS);
    List<HandCell> cells = new ArrayList<>();
    for (int t = 0; t < problem.steps(); t++) {
      cells.add(cell(c, net));
    }
    Results loop = loop(cells::get, problem, Tapes.used());
    SortedMap<String, double[]> sums = new TreeMap<>();
    for (HandCell cell : cells) {
      cell.parameters().forEach((name, p) -> add(sums, name + "_l0", p));
    }
    Results layer = Pass.whole(net, problem);
    layer.assertSameRows("weights of their own", loop);
    assertEquals(layer.parameters().size(), sums.size());
    sums.forEach(
        (name, sum) -> {
          String gradient = "gradient of " + name;
          float[] got = layer.parameters().getOrDefault(gradient, new float[0]);
          Close.assertGradient(gradient, sum, got);
        });
  }

  @ParameterizedTest
  @MethodSource("singleCells")
  void a_loop_with_an_accelerator_gives_the_bits_of_one_without(Configuration c) {
    Network net = c.network(INPUTS, HIDDEN);
    Problem problem = Problem.of(net.sizes(), LENGTHS);
    HandCell here = cell(c, net);
    HandCell there = cell(c, net);
    Results expected = loop(t -> here, problem, Tapes.used(Workers.single()));
    expected.putParameters(layerNames(here));
    try (Workers workers = Workers.on(TestDevice.open(), 1)) {
      Results got = loop(t -> there, problem, Tapes.used(workers));
      got.putParameters(layerNames(there));
      expected.assertSame("a loop", got);
    }
  }

  @ParameterizedTest
  @MethodSource("singleCells")
  void a_step_of_a_single_row_is_that_of_a_batch_of_one(Configuration c) {
    Network net = c.network(INPUTS, HIDDEN);
    HandCell cell = cell(c, net);
    Problem problem = Problem.of(net.sizes(), 1);
    Results batch = Pass.whole(net, problem);
    Tape tape = Tapes.used();
    Problem.Row row = problem.rows().getFirst();
    Tensor x = tape.input(Tensor.of(row.x, INPUTS));
    List<Tensor> first = row.initial.stream().map(s -> tape.input(Tensor.of(s, s.length))).toList();
    List<Tensor> last = cell.step(x, first);
    List<Tensor> dLast = new ArrayList<>();
    for (int part = 0; part < last.size(); part++) {
      float[] d = row.dLast.get(part).clone();
      for (int i = 0; part == 0 && i < d.length; i++) {
        d[i] += row.dy[i]; // a cell's output is its first state
      }
      dLast.add(Tensor.of(d, d.length));
    }
    tape.backward(last, dLast);
    Results alone = new Results();
    alone.put(0, "output", last.getFirst().toArray());
    alone.put(0, "gradient of x", gradient(x));
    for (int part = 0; part < last.size(); part++) {
      alone.put(0, "last state " + part, last.get(part).toArray());
      alone.put(0, "gradient of first state " + part, gradient(first.get(part)));
    }
    alone.putParameters(layerNames(cell));
    batch.assertSame("a single row", alone);
  }

  @ParameterizedTest
  @MethodSource("singleCells")
  void a_gradient_of_minus_zero_keeps_its_sign_in_the_layer_as_in_the_cell(Configuration c) {
    Network net = c.network(INPUTS, HIDDEN);
    Problem problem = Problem.of(net.sizes(), 1);
    Packing packing = problem.packing(0, 1);
    Tape tape = Tapes.used();
    Tensor x = tape.input(problem.packed(packing, INPUTS, r -> r.x));
    List<Tensor> first = Pass.firstStates(problem, tape);
    var y = net.forward(new PackedSequence(x, packing), first, Problem.DROPOUT);
    List<Tensor> ys = new ArrayList<>(y.states().subList(1, y.states().size()));
    ys.add(y.output().data());
    tape.backward(ys, minusZeros(ys));
    List<float[]> expected = first.stream().map(HandLoopLawTest::gradient).toList();
    List<Tensor> rows = first.stream().map(s -> s.reshape(1, -1)).toList();
    List<Tensor> last = cell(c, net).step(x, rows);
    tape.backward(last, minusZeros(last));
    for (int part = 0; part < first.size(); part++) {
      Bits.assertEqual("first state " + part, expected.get(part), gradient(first.get(part)));
    }
  }

  private static List<Tensor> minusZeros(List<Tensor> ys) {
    return ys.stream().map(y -> Tensor.zeros(y.shape()).times(-1f)).toList();
  }

  /// A cell with the weights of the layer.
  private static HandCell cell(Configuration c, Network net) {
    HandCell cell = c.kind().cell().orElseThrow().make(INPUTS, HIDDEN, c.bias(), Problem.DROPOUT);
    Map<String, Parameter> trained = net.parameters();
    cell.parameters()
        .forEach(
            (name, p) -> {
              Parameter of = trained.get(name + "_l0");
              p.set(of == null ? new float[0] : of.toArray());
            });
    return cell;
  }

  private static Map<String, Parameter> layerNames(HandCell cell) {
    Map<String, Parameter> all = new TreeMap<>();
    cell.parameters().forEach((name, p) -> all.put(name + "_l0", p));
    return all;
  }

  /// The loop of a textbook: a step for all rows that are still there, the longest first.
  private static Results loop(IntFunction<HandCell> cellOfStep, Problem problem, Tape tape) {
    Results results = new Results();
    Packing packing = problem.packing(0, problem.steps());
    PackedSequence x =
        new PackedSequence(tape.input(problem.packed(packing, INPUTS, r -> r.x)), packing);
    Tensor dy = problem.packed(packing, problem.sizes().outputs(), r -> r.dy);
    List<Tensor> first = Pass.firstStates(problem, tape);
    List<Tensor> states = first.stream().map(s -> s.reshape(s.size(1), s.size(2))).toList();
    List<Tensor> ys = new ArrayList<>();
    List<Tensor> dys = new ArrayList<>();
    for (int t = 0; t < packing.steps(); t++) {
      int active = packing.rows(t);
      states = states.stream().map(s -> s.size(0) == active ? s : s.slice(0, 0, active)).toList();
      states = cellOfStep.apply(t).step(x.step(t), states);
      ys.add(states.getFirst());
      dys.add(dy.slice(0, packing.start(t), packing.start(t) + active));
      int goOn = t + 1 < packing.steps() ? packing.rows(t + 1) : 0;
      end(results, problem, states, goOn, ys, dys);
    }
    tape.backward(ys, dys);
    List<Tensor> outputs = new ArrayList<>(ys);
    outputs.removeIf(y -> y.rank() != 2);
    results.putSteps("output", problem, packing, Tensor.concat(0, outputs.toArray(Tensor[]::new)));
    results.putSteps("gradient of x", problem, packing, x.data().gradient().orElseThrow());
    for (int part = 0; part < first.size(); part++) {
      Tensor d = first.get(part).gradient().orElseThrow();
      results.putStates("gradient of first state " + part, problem, 0, d);
    }
    return results;
  }

  /// Notes the states of the rows that end here, and the gradients that come back to them.
  private static void end(
      Results results,
      Problem problem,
      List<Tensor> states,
      int goOn,
      List<Tensor> ys,
      List<Tensor> dys) {
    int active = states.getFirst().size(0);
    for (int part = 0; part < states.size() && goOn < active; part++) {
      Tensor ended = states.get(part).slice(0, goOn, active).reshape(1, active - goOn, -1);
      results.putStates("last state " + part, problem, goOn, ended);
      ys.add(ended);
      dys.add(problem.states(part, goOn, active, r -> r.dLast));
    }
  }

  private static void add(SortedMap<String, double[]> sums, String name, Parameter p) {
    double[] sum = sums.computeIfAbsent(name, n -> new double[p.count()]);
    float[] d = p.gradient().orElseThrow().toArray();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += d[i];
    }
  }

  private static float[] gradient(Tensor x) {
    return x.gradient().orElseThrow().toArray();
  }
}
