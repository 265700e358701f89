package dev.recur.laws;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.laws.fixtures.Bits;
import dev.recur.laws.fixtures.Configuration;
import dev.recur.laws.fixtures.Configurations;
import dev.recur.laws.fixtures.Network;
import dev.recur.laws.fixtures.Problem;
import dev.recur.nn.Embedding;
import dev.recur.nn.RecurrentLayer;
import dev.recur.nn.Session;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A session, step by step = the layer over the whole sequence.
@Tag("scalar")
@Tag("widths")
class SessionLawTest {
  private static final int INPUTS = 7;
  private static final int STEPS = 9;
  private static final int[] TOKENS = {3, 1, 4, 1, 5, 9, 2, 6, 5};

  static Stream<Configuration> streams() {
    return Configurations.oneDirection().filter(c -> c.dropout() == 0);
  }

  private static float[] numbers() {
    return Problem.numbers(Seed.of(8), STEPS * INPUTS);
  }

  /// The outputs of steps `from` to `to` − 1.
  private static float[] outputs(Session session, float[] x, int from, int to, int width) {
    float[] all = new float[(to - from) * width];
    float[] y = new float[width];
    for (int t = from; t < to; t++) {
      session.step(Arrays.copyOfRange(x, t * INPUTS, (t + 1) * INPUTS), y);
      System.arraycopy(y, 0, all, (t - from) * width, width);
    }
    return all;
  }

  private static float[] outputs(Session session, int width) {
    float[] all = new float[TOKENS.length * width];
    float[] y = new float[width];
    for (int t = 0; t < TOKENS.length; t++) {
      session.step(TOKENS[t], y);
      System.arraycopy(y, 0, all, t * width, width);
    }
    return all;
  }

  private static float[] joined(List<Tensor> states) {
    Tensor[] flat = states.stream().map(s -> s.reshape(-1)).toArray(Tensor[]::new);
    return Tensor.concat(0, flat).toArray();
  }

  @ParameterizedTest
  @MethodSource("streams")
  void stepping_gives_what_the_layer_gives_over_the_whole_sequence(Configuration c) {
    Network net = c.network(INPUTS, 19);
    Tensor x = Tensor.of(numbers(), STEPS, INPUTS);
    var whole =
        net.forward(new PackedSequence(x, Packing.full(1, STEPS)), List.of(), Problem.DROPOUT);
    Session session = new Session(net.layer());
    int width = net.sizes().outputs();
    float[] y = outputs(session, numbers(), 0, STEPS, width);
    Bits.assertEqual("outputs", whole.output().data().toArray(), y);
    Bits.assertEqual("state", joined(whole.states()), session.state());
  }

  @ParameterizedTest
  @MethodSource("streams")
  void forked_restored_and_begun_again_a_stream_goes_on_as_if_nothing_had_been(Configuration c) {
    Network net = c.network(INPUTS, 19);
    int width = net.sizes().outputs();
    Session session = new Session(net.layer());
    float[] begin = outputs(session, numbers(), 0, 4, width);
    float[] state = session.state();
    Session fork = session.fork();
    Session restored = new Session(net.layer());
    float[] rest = outputs(session, numbers(), 4, STEPS, width);
    restored.restore(state);
    Bits.assertEqual("forked", rest, outputs(fork, numbers(), 4, STEPS, width));
    Bits.assertEqual("restored", rest, outputs(restored, numbers(), 4, STEPS, width));
    session.reset();
    Bits.assertEqual("begun again", begin, outputs(session, numbers(), 0, 4, width));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void tokens_give_what_embedding_and_layer_give_with_a_folded_table_and_without(Configuration c) {
    RecurrentLayer<?> layer = c.network(INPUTS, 19).layer();
    Embedding embedding = new Embedding(10, INPUTS, Seed.of(9));
    PackedSequence x =
        embedding.forward(Tape.inference(Workers.single()), new Tokens(new int[][] {TOKENS}));
    float[] expected = layer.forward(x).output().data().toArray();
    Session session = new Session(embedding, layer);
    Bits.assertEqual("embedded", expected, outputs(session, layer.outputSize()));
    assertTrue(layer.fold(embedding, 1 << 20, Workers.single()).done());
    session.reset();
    Bits.assertEqual("folded", expected, outputs(session, layer.outputSize()));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void a_session_sees_a_change_of_the_weights(Configuration c) {
    RecurrentLayer<?> layer = c.network(INPUTS, 19).layer();
    Embedding embedding = new Embedding(10, INPUTS, Seed.of(9));
    Session session = new Session(embedding, layer);
    layer.fold(embedding, 1 << 20, Workers.single());
    outputs(session, layer.outputSize());
    layer.parameters().values().forEach(p -> p.set(Problem.numbers(Seed.of(10), p.count())));
    session.reset();
    float[] expected = outputs(new Session(embedding, layer), layer.outputSize());
    Bits.assertEqual("trained on", expected, outputs(session, layer.outputSize()));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void sessions_in_several_threads_do_not_disturb_each_other(Configuration c) throws Exception {
    RecurrentLayer<?> layer = c.network(INPUTS, 19).layer();
    float[] expected = outputs(new Session(layer), numbers(), 0, STEPS, layer.outputSize());
    Callable<Void> stream =
        () -> {
          Session session = new Session(layer);
          for (int i = 0; i < 100; i++) {
            session.reset();
            float[] y = outputs(session, numbers(), 0, STEPS, layer.outputSize());
            Bits.assertEqual("among others", expected, y);
          }
          return null;
        };
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      for (Future<Void> done : pool.invokeAll(List.of(stream, stream, stream, stream))) {
        done.get();
      }
    }
  }
}
