package dev.recur.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.HostAccelerator;
import dev.recur.accelerator.TestDevice;
import dev.recur.laws.fixtures.Bits;
import dev.recur.laws.fixtures.Configuration;
import dev.recur.laws.fixtures.Configurations;
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
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A recurrent network on an accelerator = the same on the processor, in everything.
@Tag("device")
@Tag("scalar")
@Tag("widths")
class AcceleratorLawTest {
  private static final int INPUTS = 7;
  private static final int HIDDEN = 19;

  /// Rows of any length in any order, one row, one step, rows of equal lengths.
  private static final List<int[]> LENGTHS =
      List.of(
          new int[] {5, 9, 1, 9, 2, 7},
          new int[] {4, 1, 8, 3},
          new int[] {6},
          new int[] {1},
          new int[] {1, 1, 1},
          new int[] {3, 3});

  /// Numbers that few random ones come near to.
  private static final float[][] SPECIAL = {
    {0f},
    {-0f},
    {Float.MIN_VALUE, -Float.MIN_VALUE, 0f, -0f, 1e-40f},
    {1e30f, -1e30f, 1f},
    {0.5f, -2f, Float.NaN, -0f, 1f, 3f, 0f, -1f, 2f},
    {Float.POSITIVE_INFINITY, -1f, Float.NEGATIVE_INFINITY, 0.25f, 0f, 2f, -3f}
  };

  static Stream<Configuration> all() {
    return Configurations.all();
  }

  static Stream<Configuration> oneDirection() {
    return Configurations.oneDirection();
  }

  static Stream<Configuration> oneOfEachKind() {
    return Configurations.oneOfEachKind();
  }

  /// Runs a pass on the processor and on an accelerator, there twice with the same memory.
  private static void assertSame(String what, Function<Tape, Results> pass) {
    Results expected = pass.apply(Tapes.used(Workers.single()));
    Accelerator accelerator = TestDevice.open();
    try (Workers workers = Workers.on(accelerator, 1)) {
      Tape tape = Tapes.used(workers);
      expected.assertSame(what, pass.apply(tape));
      tape.reset();
      expected.assertSame(what + ", again", pass.apply(tape));
    }
    if (accelerator instanceof HostAccelerator host) {
      assertTrue(host.launches() > 0, "nothing was computed there");
    }
    assertEquals(List.of(), accelerator.computedOnHost());
  }

  @ParameterizedTest
  @MethodSource("all")
  void an_accelerator_gives_the_bits_of_the_processor(Configuration c) {
    Network net = c.network(INPUTS, HIDDEN);
    for (int[] lengths : LENGTHS) {
      Problem problem = Problem.of(net.sizes(), lengths);
      assertSame(lengths.length + " rows", tape -> Pass.whole(net, problem, tape));
    }
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void the_same_holds_for_every_size(Configuration c) {
    for (int size : new int[] {1, 2, 16, 17, 64, 70, 130}) {
      int hidden = c.kind().name().contains("projected") ? size + 1 : size;
      Network net = c.network(131 - size, hidden);
      Problem problem = Problem.of(net.sizes(), 2, 3, 1, 3, 2);
      assertSame("H = " + hidden, tape -> Pass.whole(net, problem, tape));
    }
  }

  @ParameterizedTest
  @MethodSource("oneDirection")
  void the_same_holds_for_truncated_gradients(Configuration c) {
    for (int steps : new int[] {1, 2, 3, 20}) {
      Network net = c.truncated(INPUTS, HIDDEN, steps);
      for (int[] lengths : LENGTHS) {
        Problem problem = Problem.of(net.sizes(), lengths);
        assertSame("truncate " + steps, tape -> Pass.whole(net, problem, tape));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("oneDirection")
  void the_same_holds_chunk_after_chunk(Configuration c) {
    Network net = c.network(INPUTS, HIDDEN);
    Problem problem = Problem.of(net.sizes(), 9, 9, 7, 5, 4, 1);
    for (int chunk : new int[] {1, 4}) {
      assertSame("joined", tape -> Pass.inChunks(net, problem, tape, chunk, false));
      assertSame("detached", tape -> Pass.inChunks(net, problem, tape, chunk, true));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void the_same_holds_for_padded_batches(Configuration c) {
    for (boolean batchFirst : new boolean[] {false, true}) {
      Network net = c.batchFirst(INPUTS, HIDDEN, batchFirst);
      Problem problem = Problem.of(net.sizes(), 5, 9, 1, 9, 2, 7);
      assertSame("padded", tape -> Pass.padded(net, problem, tape));
    }
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void the_same_holds_for_more_steps_than_are_gone_back_through_at_a_time(Configuration c) {
    Network net = c.network(3, 5);
    int[] lengths = IntStream.range(0, 30).map(b -> 25 + b * 37 % 150).toArray(); // 2,900 steps
    Problem problem = Problem.of(net.sizes(), lengths);
    assertSame("long rows", tape -> Pass.whole(net, problem, tape));
  }

  @ParameterizedTest
  @MethodSource("all")
  void the_same_holds_if_gradients_reach_only_some_results(Configuration c) {
    Network net = c.network(INPUTS, HIDDEN);
    Problem problem = Problem.of(net.sizes(), 5, 9, 1, 9, 2, 7);
    int states = net.sizes().states().size();
    for (int only = 0; only <= states; only++) {
      for (boolean given : new boolean[] {false, true}) {
        int from = only;
        assertSame("result " + only, tape -> backFrom(from, given, net, problem, tape));
      }
    }
  }

  /// A gradient of one result: of the output, or of one of the last states.
  ///
  /// @param given whether there are first states, constant ones
  private static Results backFrom(
      int only, boolean given, Network net, Problem problem, Tape tape) {
    net.parameters().values().forEach(Parameter::zeroGradient);
    Packing packing = problem.packing(0, problem.steps());
    Tensor x = tape.input(problem.packed(packing, INPUTS, r -> r.x));
    List<Tensor> first = new ArrayList<>();
    for (Tensor state : given ? Pass.firstStates(problem, tape) : List.<Tensor>of()) {
      first.add(state.detach());
    }
    var y = net.forward(new PackedSequence(x, packing), first, Problem.DROPOUT);
    Results results = new Results();
    if (only == 0) {
      Tensor dy = problem.packed(packing, problem.sizes().outputs(), r -> r.dy);
      tape.backward(y.output().data(), dy);
    } else {
      int part = only - 1;
      int rows = problem.rows().size();
      tape.backward(y.states().get(part), problem.states(part, 0, rows, r -> r.dLast));
    }
    results.putSteps("output", problem, packing, y.output().data());
    Pass.putLast(results, problem, 0, y.states());
    results.putSteps("gradient of x", problem, packing, x.gradient().orElseThrow());
    results.putParameters(net.parameters());
    return results;
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void the_same_holds_if_parameters_are_frozen(Configuration c) {
    for (String name : c.network(INPUTS, HIDDEN).parameters().keySet()) {
      Network net = c.network(INPUTS, HIDDEN);
      net.parameters().forEach((key, p) -> freezeIf(key.equals(name), p));
      Problem problem = Problem.of(net.sizes(), 4, 1, 8, 3);
      assertSame(name, tape -> Pass.whole(net, problem, tape));
      net.parameters().forEach((key, p) -> freezeIf(true, p));
      assertSame("all", tape -> Pass.whole(net, problem, tape));
    }
  }

  private static void freezeIf(boolean is, Parameter parameter) {
    if (is) {
      parameter.freeze();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void the_same_holds_for_zeros_of_both_signs_and_numbers_that_are_not_finite(Configuration c) {
    Network net = c.network(INPUTS, HIDDEN);
    Packing packing = Packing.of(LENGTHS.getFirst());
    for (float[] x : SPECIAL) {
      for (float[] dy : SPECIAL) {
        List<float[]> expected = special(net, packing, x, dy, Tapes.used(Workers.single()));
        try (Workers workers = Workers.on(TestDevice.open(), 1)) {
          List<float[]> got = special(net, packing, x, dy, Tapes.used(workers));
          for (int i = 0; i < expected.size(); i++) {
            String what = "x %s, dy %s, result %s".formatted(x[0], dy[0], i);
            Bits.assertEqual(what, expected.get(i), got.get(i));
          }
        }
      }
    }
  }

  /// A pass over inputs, states and upstream gradients that repeat these numbers.
  private static List<float[]> special(
      Network net, Packing packing, float[] x, float[] dy, Tape tape) {
    net.parameters().values().forEach(Parameter::zeroGradient);
    Tensor input = tape.input(repeated(x, packing.total(), INPUTS));
    List<Tensor> first = new ArrayList<>();
    for (int size : net.sizes().states()) {
      first.add(tape.input(repeated(x, net.sizes().places(), packing.rows(), size)));
    }
    var y = net.forward(new PackedSequence(input, packing), first, Problem.DROPOUT);
    List<Tensor> ys = new ArrayList<>(y.states());
    ys.add(y.output().data());
    tape.backward(ys, ys.stream().map(each -> repeated(dy, each.shape())).toList());
    List<float[]> all = new ArrayList<>();
    ys.forEach(each -> all.add(each.toArray()));
    first.forEach(each -> all.add(each.gradient().orElseThrow().toArray()));
    all.add(input.gradient().orElseThrow().toArray());
    net.parameters().values().forEach(p -> all.add(p.gradient().orElseThrow().toArray()));
    return all;
  }

  private static Tensor repeated(float[] numbers, int... shape) {
    float[] all = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < all.length; i++) {
      all[i] = numbers[i % numbers.length];
    }
    return Tensor.of(all, shape);
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void a_tape_that_records_nothing_gives_the_same_bits(Configuration c) {
    Network net = c.network(INPUTS, HIDDEN);
    Problem problem = Problem.of(net.sizes(), 5, 9, 1, 9, 2, 7);
    Results expected = Pass.whole(net, problem, Tapes.used(Workers.single()));
    try (Workers workers = Workers.on(TestDevice.open(), 1)) {
      Tape tape = Tapes.inference(workers);
      Packing packing = problem.packing(0, problem.steps());
      Tensor x = tape.constant(problem.packed(packing, INPUTS, r -> r.x));
      List<Tensor> first = Pass.firstStates(problem, tape);
      var y = net.forward(new PackedSequence(x, packing), first, Problem.DROPOUT);
      Results forward = new Results();
      forward.putSteps("output", problem, packing, y.output().data());
      Pass.putLast(forward, problem, 0, y.states());
      expected.only(name -> !name.startsWith("gradient")).assertSameRows("forward only", forward);
    }
  }
}
