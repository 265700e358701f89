package dev.recur.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.laws.fixtures.Bits;
import dev.recur.laws.fixtures.Configuration;
import dev.recur.laws.fixtures.Configurations;
import dev.recur.laws.fixtures.Expected;
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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Outputs, last states and every gradient of the recurrent layers ≈ those of the oracle in double
/// precision: uneven lengths, given first states, dropout between layers.
@Tag("device")
@Tag("scalar")
@Tag("widths")
class GradientTest {
  private static final int[] LENGTHS = {4, 6, 1, 5};
  private static final int INPUTS = 3;
  private static final int HIDDEN = 6;

  static Stream<Configuration> all() {
    return Configurations.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void outputs_states_and_gradients_are_the_oracles(Configuration c) {
    Network net = c.network(INPUTS, HIDDEN);
    Problem problem = Problem.of(net.sizes(), LENGTHS);
    Expected oracle = new Expected(c, net, problem);
    oracle.backward(true, everyPart(net));
    oracle.assertForward(Pass.whole(net, problem));
    oracle.assertGradients(Pass.whole(net, problem));
  }

  @ParameterizedTest
  @MethodSource("all")
  void gradients_are_the_oracles_whichever_output_they_come_from(Configuration c) {
    Network net = c.network(INPUTS, HIDDEN);
    Problem problem = Problem.of(net.sizes(), LENGTHS);
    Expected oracle = new Expected(c, net, problem);
    oracle.backward(true, List.of());
    oracle.assertGradients(pass(net, problem, true, List.of()));
    for (int part : everyPart(net)) {
      oracle.backward(false, List.of(part));
      oracle.assertGradients(pass(net, problem, false, List.of(part)));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void what_is_frozen_gets_no_gradient_and_changes_no_other(Configuration c) {
    Network net = c.network(INPUTS, HIDDEN);
    Problem problem = Problem.of(net.sizes(), LENGTHS);
    Results expected = Pass.whole(net, problem);
    net.parameters()
        .forEach(
            (name, p) -> {
              p.freeze();
              Results got = Pass.whole(net, problem);
              expected.assertSameRows(name + " frozen", got);
              assertFalse(got.parameters().containsKey("gradient of " + name), name);
              assertEquals(expected.parameters().size() - 1, got.parameters().size());
              got.parameters()
                  .forEach(
                      (other, d) ->
                          Bits.assertEqual(
                              name + " frozen, " + other,
                              expected.parameters().getOrDefault(other, new float[0]),
                              d));
              p.unfreeze();
            });
  }

  @ParameterizedTest
  @MethodSource("all")
  void data_and_detached_states_get_no_gradient_and_change_no_other(Configuration c) {
    Network net = c.network(INPUTS, HIDDEN);
    Problem problem = Problem.of(net.sizes(), LENGTHS);
    Results expected = pass(net, problem, true, List.of());
    net.parameters().values().forEach(Parameter::zeroGradient);
    Tape tape = Tapes.used();
    Packing packing = problem.packing(0, problem.steps());
    Tensor x = tape.constant(problem.packed(packing, INPUTS, r -> r.x));
    List<Tensor> first = Pass.firstStates(problem, tape).stream().map(tape::constant).toList();
    var y = net.forward(new PackedSequence(x, packing), first, Problem.DROPOUT);
    Tensor dy = problem.packed(packing, net.sizes().outputs(), r -> r.dy);
    tape.backward(y.output().data(), dy);
    Results got = new Results();
    got.putParameters(net.parameters());
    expected.assertSameParameters("data", got);
    assertTrue(x.gradient().isEmpty());
    first.forEach(s -> assertTrue(s.gradient().isEmpty()));
  }

  private static List<Integer> everyPart(Network net) {
    return net.sizes().states().size() == 1 ? List.of(0) : List.of(0, 1);
  }

  /// A pass whose gradient comes from the outputs, from parts of the last states, or from both.
  private static Results pass(
      Network net, Problem problem, boolean fromOutputs, List<Integer> fromStates) {
    net.parameters().values().forEach(Parameter::zeroGradient);
    Tape tape = Tapes.used();
    Packing packing = problem.packing(0, problem.steps());
    Tensor x = tape.input(problem.packed(packing, INPUTS, r -> r.x));
    List<Tensor> first = Pass.firstStates(problem, tape);
    var y = net.forward(new PackedSequence(x, packing), first, Problem.DROPOUT);
    List<Tensor> ys = new ArrayList<>();
    List<Tensor> dys = new ArrayList<>();
    if (fromOutputs) {
      ys.add(y.output().data());
      dys.add(problem.packed(packing, net.sizes().outputs(), r -> r.dy));
    }
    for (int part : fromStates) {
      ys.add(y.states().get(part));
      dys.add(problem.states(part, 0, LENGTHS.length, r -> r.dLast));
    }
    tape.backward(ys, dys);
    Results results = new Results();
    x.gradient().ifPresent(d -> results.putSteps("gradient of x", problem, packing, d));
    for (int part = 0; part < first.size(); part++) {
      String name = "gradient of first state " + part;
      first.get(part).gradient().ifPresent(d -> results.putStates(name, problem, 0, d));
    }
    results.putParameters(net.parameters());
    return results;
  }
}
