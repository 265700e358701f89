package dev.recur.laws;

import dev.recur.accelerator.TestDevice;
import dev.recur.kernel.Kernels;
import dev.recur.laws.fixtures.Bits;
import dev.recur.laws.fixtures.Part;
import dev.recur.laws.fixtures.Problem;
import dev.recur.laws.fixtures.Results;
import dev.recur.laws.fixtures.Sizes;
import dev.recur.laws.fixtures.Tapes;
import dev.recur.nn.Dropout;
import dev.recur.nn.Linear;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The laws of batches, padding, threads, kernels and accelerators for the layers that have no
/// state.
@Tag("device")
@Tag("scalar")
@Tag("widths")
class LayerLawTest {
  private static final int[] LENGTHS = {5, 9, 1, 9, 2, 7};
  private static final int[] SIZES = {1, 3, 7, 8, 13, 16, 17, 31, 64, 100, 207};
  private static final List<Workers> WORKERS =
      IntStream.of(2, 3, 8).mapToObj(Workers::new).toList();

  @AfterAll
  static void stop() {
    WORKERS.forEach(Workers::close);
  }

  static Stream<Part> parts() {
    return Part.all(18).stream();
  }

  @ParameterizedTest
  @MethodSource("parts")
  void a_row_does_not_depend_on_its_batch(Part part) {
    Problem problem = problem(part, LENGTHS);
    Results batch = pass(part, problem, Tapes.used());
    for (int b = 0; b < LENGTHS.length; b++) {
      batch.assertSameRows("alone", pass(part, problem.choose(b), Tapes.used()));
    }
    Results permuted = pass(part, problem.choose(3, 0, 5, 1, 4, 2), Tapes.used());
    batch.assertSameRows("permuted", permuted);
    batch.assertCloseParameters("permuted", permuted);
  }

  @ParameterizedTest
  @MethodSource("parts")
  void what_stands_in_the_padding_changes_no_bit(Part part) {
    Problem problem = problem(part, LENGTHS);
    Results expected = pass(part, problem, Tapes.used());
    for (boolean batchFirst : new boolean[] {false, true}) {
      clear(part);
      Tape tape = Tapes.used();
      Tensor x = tape.input(problem.padded(12, batchFirst, part.inputs(), r -> r.x));
      PackedSequence packed = PackedSequence.pack(x, problem.lengths(), batchFirst);
      Tensor y = part.forward().apply(packed);
      tape.backward(y, upstream(part, problem, packed.packing()));
      Tensor dx = x.gradient().orElseThrow();
      Tensor dxPacked = PackedSequence.pack(dx, problem.lengths(), batchFirst).data();
      expected.assertSame("padded", results(part, problem, packed.packing(), y, dxPacked));
    }
  }

  @ParameterizedTest
  @MethodSource("parts")
  void the_number_of_threads_changes_no_bit(Part part) {
    Problem problem = problem(part, IntStream.range(0, 37).map(b -> 1 + b * 7 % 9).toArray());
    Results one = pass(part, problem, Tapes.used());
    for (Workers workers : WORKERS) {
      one.assertSame(workers.threads() + " threads", pass(part, problem, Tapes.used(workers)));
    }
  }

  static IntStream sizes() {
    return IntStream.of(SIZES);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void scalar_and_vector_kernels_give_equal_bits(int features) {
    Workers scalar = new Workers(1, Kernels.scalar());
    Workers best = new Workers(1, Kernels.best());
    for (Part part : Part.all(features)) {
      Problem problem = problem(part, LENGTHS);
      pass(part, problem, Tapes.used(scalar))
          .assertSame(part.name(), pass(part, problem, Tapes.used(best)));
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void an_accelerator_gives_the_bits_of_the_processor(int features) {
    for (Part part : Part.all(features)) {
      Problem problem = problem(part, LENGTHS);
      Results expected = pass(part, problem, Tapes.used(Workers.single()));
      try (Workers workers = Workers.on(TestDevice.open(), 1)) {
        Tape tape = Tapes.used(workers);
        expected.assertSame(part.name(), pass(part, problem, tape));
        tape.reset();
        expected.assertSame(part.name() + ", again", pass(part, problem, tape));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("parts")
  void the_same_holds_with_frozen_parameters_and_for_zeros_and_ties(Part part) {
    part.parameters().values().forEach(Parameter::freeze);
    Packing packing = Packing.of(LENGTHS);
    float[] numbers = {0f, -0f, 1f, 1f, -1f, 0.5f, -0f};
    List<float[]> expected = repeated(part, packing, numbers, Tapes.used(Workers.single()));
    try (Workers workers = Workers.on(TestDevice.open(), 1)) {
      List<float[]> got = repeated(part, packing, numbers, Tapes.used(workers));
      Bits.assertEqual("output", expected.getFirst(), got.getFirst());
      Bits.assertEqual("gradient of x", expected.getLast(), got.getLast());
    }
  }

  @Test
  void the_same_holds_for_a_single_vector() {
    List<float[]> expected = vector(Tapes.used(Workers.single()));
    try (Workers workers = Workers.on(TestDevice.open(), 1)) {
      List<float[]> got = vector(Tapes.used(workers));
      for (int i = 0; i < expected.size(); i++) {
        Bits.assertEqual("result " + i, expected.get(i), got.get(i));
      }
    }
  }

  private static List<float[]> vector(Tape tape) {
    Linear linear = new Linear(5, 3, Problem.DROPOUT);
    Tensor x = tape.input(Tensor.of(Problem.numbers(Problem.DROPOUT, 5), 5));
    Tensor dropped = new Dropout(0.3).forward(x, Problem.DROPOUT);
    Tensor y = linear.forward(dropped).times(linear.forward(x));
    tape.backward(y.sum());
    Parameter weight = linear.parameters().firstEntry().getValue();
    return List.of(
        y.toArray(),
        x.gradient().orElseThrow().toArray(),
        weight.gradient().orElseThrow().toArray());
  }

  /// The output, and the gradient of x, for inputs and upstream gradients that repeat these
  /// numbers.
  private static List<float[]> repeated(Part part, Packing packing, float[] numbers, Tape tape) {
    float[] x = new float[packing.total() * part.inputs()];
    repeat(numbers, x);
    Tensor input = tape.input(Tensor.of(x, packing.total(), part.inputs()));
    Tensor y = part.forward().apply(new PackedSequence(input, packing));
    float[] dy = new float[y.count()];
    repeat(numbers, dy);
    tape.backward(y, Tensor.of(dy, y.shape()));
    return List.of(y.toArray(), input.gradient().orElseThrow().toArray());
  }

  private static void repeat(float[] numbers, float[] all) {
    for (int i = 0; i < all.length; i++) {
      all[i] = numbers[i % numbers.length];
    }
  }

  private static Problem problem(Part part, int... lengths) {
    return Problem.of(new Sizes(part.inputs(), part.outputs()), lengths);
  }

  private static Results pass(Part part, Problem problem, Tape tape) {
    clear(part);
    Packing packing = problem.packing(0, problem.steps());
    Tensor x = tape.input(problem.packed(packing, part.inputs(), r -> r.x));
    Tensor y = part.forward().apply(new PackedSequence(x, packing));
    tape.backward(y, upstream(part, problem, packing));
    return results(part, problem, packing, y, x.gradient().orElseThrow());
  }

  /// The upstream gradient: of each step, or of each row's vector, for which the first step's is
  /// taken.
  private static Tensor upstream(Part part, Problem problem, Packing packing) {
    if (!part.pools()) {
      return problem.packed(packing, part.outputs(), r -> r.dy);
    }
    Tensor[] rows =
        problem.rows().stream().map(r -> Tensor.of(r.dy, part.outputs())).toArray(Tensor[]::new);
    return Tensor.stack(rows);
  }

  private static Results results(Part part, Problem problem, Packing packing, Tensor y, Tensor dx) {
    Results results = new Results();
    if (part.pools()) {
      for (int b = 0; b < problem.rows().size(); b++) {
        results.put(problem.rows().get(b).id, "output", y.slice(0, b, b + 1).toArray());
      }
    } else {
      results.putSteps("output", problem, packing, y);
    }
    results.putSteps("gradient of x", problem, packing, dx);
    results.putParameters(part.parameters());
    return results;
  }

  private static void clear(Part part) {
    part.parameters().values().forEach(Parameter::zeroGradient);
  }
}
