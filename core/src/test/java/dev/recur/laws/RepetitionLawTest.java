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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The first call = the ten-thousandth, whatever the compiler has made of the code in between and
/// whatever stood in the memory that the tape hands out again.
@Tag("scalar")
@Tag("widths")
class RepetitionLawTest {
  static Stream<Configuration> smallOnes() {
    return Configurations.all().filter(c -> c.layers() == 1 && c.bidirectional() && c.bias());
  }

  @ParameterizedTest
  @MethodSource("smallOnes")
  void the_first_call_gives_the_bits_of_the_ten_thousandth(Configuration c) {
    Network net = c.network(3, 4);
    Problem problem = Problem.of(net.sizes(), 1, 2);
    Results first = Pass.whole(net, problem);
    Tape tape = new Tape();
    Packing packing = problem.packing(0, 2);
    Tensor x = problem.packed(packing, net.sizes().inputs(), r -> r.x);
    Tensor dy = problem.packed(packing, net.sizes().outputs(), r -> r.dy);
    for (int call = 2; call < 10_000; call++) {
      PackedSequence in = new PackedSequence(tape.input(x), packing);
      Tensor y = net.forward(in, List.of(), Problem.DROPOUT).output().data();
      tape.backward(y, dy);
      tape.reset();
    }
    first.assertSame("call 10,000", Pass.whole(net, problem, tape));
  }
}
