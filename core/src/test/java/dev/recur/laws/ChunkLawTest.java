package dev.recur.laws;

import dev.recur.laws.fixtures.Bits;
import dev.recur.laws.fixtures.Configuration;
import dev.recur.laws.fixtures.Configurations;
import dev.recur.laws.fixtures.Network;
import dev.recur.laws.fixtures.Pass;
import dev.recur.laws.fixtures.Problem;
import dev.recur.laws.fixtures.Results;
import dev.recur.laws.fixtures.Tapes;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Step by step = in chunks = the whole sequence at once, for networks that read in one direction;
/// and truncation is detaching the state between chunks.
@Tag("device")
@Tag("scalar")
@Tag("widths")
class ChunkLawTest {
  private static final int[] LENGTHS = {9, 9, 7, 5, 4, 1};

  static Stream<Configuration> oneDirection() {
    return Configurations.oneDirection();
  }

  @ParameterizedTest
  @MethodSource("oneDirection")
  void step_by_step_and_in_chunks_give_what_the_whole_gives(Configuration c) {
    Network net = c.network(7, 19);
    Problem problem = Problem.of(net.sizes(), LENGTHS);
    Results whole = Pass.whole(net, problem);
    for (int chunk : new int[] {1, 3, 4, 8}) {
      Results chunks = Pass.inChunks(net, problem, Tapes.used(), chunk, false);
      whole.assertSameRows("chunks of " + chunk, chunks);
      whole.assertCloseParameters("chunks of " + chunk, chunks);
    }
  }

  @ParameterizedTest
  @MethodSource("oneDirection")
  void a_detached_state_changes_no_output(Configuration c) {
    Network net = c.network(7, 19);
    Problem problem = Problem.of(net.sizes(), LENGTHS);
    Results whole = Pass.whole(net, problem);
    for (int chunk : new int[] {1, 4}) {
      Results chunks = Pass.inChunks(net, problem, Tapes.used(), chunk, true);
      whole
          .only(name -> !name.startsWith("gradient"))
          .assertSameRows("chunks of " + chunk, chunks.only(name -> !name.startsWith("gradient")));
    }
  }

  @ParameterizedTest
  @MethodSource("oneDirection")
  void truncating_is_detaching_every_so_many_steps(Configuration c) {
    for (int steps : new int[] {1, 3, 4, 20}) {
      Network net = c.truncated(7, 19, steps);
      Problem problem = Problem.of(net.sizes(), LENGTHS);
      Results truncated = Pass.whole(net, problem);
      Results detached = Pass.inChunks(net, problem, Tapes.used(), steps, true);
      String what = "every " + steps;
      truncated
          .only(name -> !name.startsWith("gradient of first state"))
          .assertSameRows(what, detached);
      truncated.assertCloseParameters(what, detached);
      for (int part = 0; part < net.sizes().states().size(); part++) {
        float[] d = truncated.joined(problem, "gradient of first state " + part);
        float[] nothing = new float[d.length];
        // −0 changes no bit of what else is added; several layers' parts are put among zeros.
        Arrays.fill(nothing, c.layers() == 1 ? -0f : 0f);
        Bits.assertEqual("the first state's gradient", nothing, d);
      }
    }
  }
}
