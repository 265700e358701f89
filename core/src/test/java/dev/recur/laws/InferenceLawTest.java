package dev.recur.laws;

import dev.recur.accelerator.TestDevice;
import dev.recur.kernel.Kernels;
import dev.recur.laws.fixtures.Bits;
import dev.recur.laws.fixtures.Configuration;
import dev.recur.laws.fixtures.Configurations;
import dev.recur.laws.fixtures.Network;
import dev.recur.laws.fixtures.Pass;
import dev.recur.laws.fixtures.Problem;
import dev.recur.laws.fixtures.Results;
import dev.recur.nn.Embedding;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Results without a backward pass = results on a tape that records.
@Tag("device")
@Tag("scalar")
@Tag("widths")
class InferenceLawTest {
  private static final int MANY = 90;

  static Stream<Configuration> all() {
    return Configurations.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_tape_that_records_nothing_and_no_tape_give_the_same_bits(Configuration c) {
    Network net = c.network(7, 19);
    assertSame(net, Problem.of(net.sizes(), 5, 9, 1, 9, 2, 7), TestDevice.workers());
  }

  /// Of a batch with many rows, a step multiplies its input together with its state.
  @ParameterizedTest
  @MethodSource("all")
  void many_rows_give_the_same_bits(Configuration c) {
    Network net = c.network(7, 19);
    int[] lengths = IntStream.range(0, MANY).map(b -> 1 + (7 * b) % 9).toArray();
    Problem problem = Problem.of(net.sizes(), lengths);
    assertSame(net, problem, TestDevice.workers());
    try (Workers two = new Workers(2);
        Workers scalar = new Workers(1, Kernels.scalar())) {
      assertSame(net, problem, two);
      assertSame(net, problem, scalar);
    }
  }

  /// The tokens are too different for equal ones to be multiplied once.
  @ParameterizedTest
  @MethodSource("all")
  void many_rows_of_tokens_give_the_same_bits(Configuration c) {
    Network net = c.network(7, 19);
    Embedding table = new Embedding(9000, 7, Seed.of(5));
    int[][] ids = new int[MANY][];
    for (int b = 0; b < MANY; b++) {
      ids[b] = new int[1 + (7 * b) % 9];
      for (int t = 0; t < ids[b].length; t++) {
        ids[b][t] = 100 * b + t;
      }
    }
    float[] expected = outputs(net, table.forward(new Tape(), new Tokens(ids)));
    for (int threads = 1; threads <= 2; threads++) {
      try (Workers workers = new Workers(threads)) {
        Tape inference = Tape.inference(workers);
        Bits.assertEqual(
            threads + " threads",
            expected,
            outputs(net, table.forward(inference, new Tokens(ids))));
      }
    }
  }

  private static float[] outputs(Network net, PackedSequence x) {
    return net.forward(x, List.of(), Problem.DROPOUT).output().data().toArray();
  }

  private static void assertSame(Network net, Problem problem, Workers workers) {
    Results recorded = Pass.whole(net, problem).only(name -> !name.startsWith("gradient"));
    Tape inference = Tape.inference(workers);
    for (UnaryOperator<Tensor> on :
        List.<UnaryOperator<Tensor>>of(inference::input, Tensor::copy)) {
      Packing packing = problem.packing(0, problem.steps());
      Tensor x = on.apply(problem.packed(packing, net.sizes().inputs(), r -> r.x));
      List<Tensor> first = Pass.firstStates(problem, inference).stream().map(on).toList();
      var y = net.forward(new PackedSequence(x, packing), first, Problem.DROPOUT);
      Results results = new Results();
      results.putSteps("output", problem, packing, y.output().data());
      for (int part = 0; part < y.states().size(); part++) {
        results.putStates("last state " + part, problem, 0, y.states().get(part));
      }
      recorded.assertSameRows("forward only", results);
    }
  }
}
