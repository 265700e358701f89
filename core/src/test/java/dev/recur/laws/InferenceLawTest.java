package dev.recur.laws;

import dev.recur.laws.fixtures.Configuration;
import dev.recur.laws.fixtures.Configurations;
import dev.recur.laws.fixtures.Network;
import dev.recur.laws.fixtures.Pass;
import dev.recur.laws.fixtures.Problem;
import dev.recur.laws.fixtures.Results;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Results without a backward pass = results on a tape that records.
@Tag("scalar")
@Tag("widths")
class InferenceLawTest {
  static Stream<Configuration> all() {
    return Configurations.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_tape_that_records_nothing_and_no_tape_give_the_same_bits(Configuration c) {
    Network net = c.network(7, 19);
    Problem problem = Problem.of(net.sizes(), 5, 9, 1, 9, 2, 7);
    Results recorded = Pass.whole(net, problem).only(name -> !name.startsWith("gradient"));
    Tape inference = Tape.inference(Workers.single());
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
