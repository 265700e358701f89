package dev.recur.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Named.named;

import dev.recur.nn.Embedding;
import dev.recur.nn.EmbeddingOptions;
import dev.recur.nn.Nonlinearity;
import dev.recur.nn.RecurrentOptions;
import dev.recur.nn.Rnn;
import dev.recur.nn.Session;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Everything that reads an embedding's table sees all updates, even deferred ones, and a getter
/// leaves deferred updates deferred.
class CatchingUpTest {
  private static final int ROWS = 12;
  private static final int WIDTH = 5;
  private static final int[][] MANY = {{7, 9, 7}, {9, 11}};
  private static final int[][] DIFFERENT = {{7, 8}, {9}};

  /// An embedding after a step of Adam on all rows and some on rows 0 to 2.
  static final class Trained {
    final Embedding embedding;
    final Parameter table;
    final Adam adam;
    final Rnn rnn =
        new Rnn(RecurrentOptions.of(WIDTH, 4), Nonlinearity.TANH, Seed.of(2).split("rnn"));

    /// @param late whether updates are deferred, as they are unless the gradient is that of all
    ///   rows
    Trained(boolean late, EmbeddingOptions options) {
      embedding = new Embedding(options, Seed.of(1));
      table = embedding.parameters().firstEntry().getValue();
      adam = new Adam(List.of(table), new AdamOptions(0.05));
      step(late, ROWS);
      for (int t = 0; t < 6; t++) {
        step(late, 3);
      }
    }

    void step(boolean late, int rows) {
      float[] d = late ? table.gradients().tableGradient(WIDTH) : whole();
      for (int r = 0; r < rows; r++) {
        if (late) {
          table.gradients().touch(r);
        }
        Arrays.fill(d, r * WIDTH, (r + 1) * WIDTH, 0.3f + r);
      }
      adam.step();
      adam.zeroGrad();
    }

    private float[] whole() {
      return table.gradients().parameterGradient();
    }
  }

  private static EmbeddingOptions options() {
    return EmbeddingOptions.of(ROWS, WIDTH);
  }

  private static Named<Function<Trained, float[]>> reader(
      String name, Function<Trained, float[]> read) {
    return named(name, read);
  }

  private static float[] output(Trained t, Tape tape, int[][] ids) {
    return t.rnn.forward(t.embedding.forward(tape, new Tokens(ids))).output().data().toArray();
  }

  private static float[] folded(Trained t) {
    t.rnn.fold(t.embedding, Long.MAX_VALUE, Workers.single());
    return output(t, Tape.inference(Workers.single()), MANY);
  }

  private static float[] session(Trained t) {
    float[] y = new float[4];
    new Session(t.embedding, t.rnn).step(9, y);
    return y;
  }

  private static float[] afterAnotherStepOfTheWhole(Trained t) {
    t.step(false, 2);
    return t.table.toArray();
  }

  private static float[] afterAnotherOptimiser(Trained t) {
    Adam other = new Adam(List.of(t.table), new AdamOptions(0.01));
    t.table.gradients().tableGradient(WIDTH)[9 * WIDTH] = 1;
    t.table.gradients().touch(9);
    other.step();
    other.zeroGrad();
    return t.table.toArray();
  }

  private static float[] afterValuesWereSet(Trained t) {
    t.table.set(new float[ROWS * WIDTH]);
    return t.table.toArray();
  }

  private static float[] frozen(Trained t) {
    t.table.freeze();
    return t.table.storage().values().clone();
  }

  private static float[] state(Trained t) {
    Tensor[] arrays =
        t.adam.state().values().stream()
            .map(values -> Tensor.of(values, values.length))
            .toArray(Tensor[]::new);
    return Tensor.concat(0, arrays).toArray();
  }

  private static float[] continuedFromState(Trained t) {
    Trained next = new Trained(true, options());
    next.table.set(t.table.toArray());
    next.adam.restore(t.adam.state(), t.adam.settings());
    next.step(true, 4);
    return next.table.toArray();
  }

  static Stream<Named<Function<Trained, float[]>>> readers() {
    return Stream.of(
        reader("value()", t -> t.table.value().toArray()),
        reader("toArray()", t -> t.table.toArray()),
        reader("tape.use()", t -> new Tape().use(t.table).toArray()),
        reader("equal tokens, merged", t -> output(t, new Tape(), MANY)),
        reader("different tokens", t -> output(t, new Tape(), DIFFERENT)),
        reader("inference", t -> output(t, Tape.inference(Workers.single()), MANY)),
        reader("single ids", t -> t.embedding.forward(new Tape(), new int[] {8, 3}).toArray()),
        reader("a folded table", CatchingUpTest::folded),
        reader("a session", CatchingUpTest::session),
        reader("a dense step", CatchingUpTest::afterAnotherStepOfTheWhole),
        reader("another optimiser", CatchingUpTest::afterAnotherOptimiser),
        reader("set()", CatchingUpTest::afterValuesWereSet),
        reader("freeze()", CatchingUpTest::frozen),
        reader("state()", CatchingUpTest::state),
        reader("a continued training", CatchingUpTest::continuedFromState));
  }

  @ParameterizedTest
  @MethodSource("readers")
  void every_reader_of_a_table_sees_all_updates(Function<Trained, float[]> read) {
    Trained late = new Trained(true, options());
    Trained inTime = new Trained(false, options());
    assertBehind(late);
    assertArrayEquals(read.apply(inTime), read.apply(late));
    assertArrayEquals(inTime.table.toArray(), late.table.toArray());
    assertArrayEquals(state(inTime), state(late));
  }

  @Test
  void rows_are_shortened_after_their_updates() {
    Trained late = new Trained(true, options().withMaxNorm(0.5));
    Trained inTime = new Trained(false, options().withMaxNorm(0.5));
    assertArrayEquals(output(inTime, new Tape(), MANY), output(late, new Tape(), MANY));
    assertArrayEquals(inTime.table.toArray(), late.table.toArray());
  }

  @Test
  void a_getter_leaves_deferred_updates_deferred() {
    Trained late = new Trained(true, options());
    float[] before = late.table.storageAsIs().values().clone();
    long version = late.table.version();
    late.table.toArray();
    late.table.value();
    late.adam.state();
    late.adam.settings();
    assertArrayEquals(before, late.table.storageAsIs().values());
    assertEquals(version, late.table.version());
    assertBehind(late);
  }

  @Test
  void reading_in_place_without_catching_up_is_an_error() {
    Trained late = new Trained(true, options());
    var refused = assertThrows(IllegalStateException.class, late.table::storage);
    assertEquals(
        "some rows of this parameter of shape (12, 5) have deferred updates: call catchUp() first",
        refused.getMessage());
    late.table.catchUp();
    assertArrayEquals(late.table.toArray(), late.table.storage().values());
  }

  private static void assertBehind(Trained t) {
    assertFalse(
        Arrays.equals(t.table.storageAsIs().values(), t.table.toArray()), "nothing is deferred");
  }
}
