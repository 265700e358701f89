package dev.recur.laws;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.kernel.Kernels;
import dev.recur.laws.fixtures.Bits;
import dev.recur.laws.fixtures.Close;
import dev.recur.laws.fixtures.Configuration;
import dev.recur.laws.fixtures.Configurations;
import dev.recur.laws.fixtures.Network;
import dev.recur.laws.fixtures.Results;
import dev.recur.laws.fixtures.Tapes;
import dev.recur.laws.fixtures.TokenReader;
import dev.recur.nn.Embedding;
import dev.recur.nn.EmbeddingOptions;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Computing each distinct token of a batch once = computing every step, in everything that belongs
/// to a row, and ≈ in the gradients of parameters.
@Tag("device")
@Tag("scalar")
@Tag("widths")
class MergingLawTest {
  private static final int VOCABULARY = 14;
  private static final int HIDDEN = 19;
  private static final int[] LENGTHS = {5, 9, 1, 9, 2, 7};
  private static final EmbeddingOptions OPTIONS = EmbeddingOptions.of(VOCABULARY, 7);
  private static final List<Workers> WORKERS =
      IntStream.of(2, 3, 8).mapToObj(Workers::new).toList();

  @AfterAll
  static void stop() {
    WORKERS.forEach(Workers::close);
  }

  static Stream<Configuration> all() {
    return Configurations.all();
  }

  static Stream<Configuration> oneOfEachKind() {
    return Configurations.oneOfEachKind();
  }

  static Stream<Configuration> singleLayers() {
    return Configurations.all().filter(c -> c.layers() == 1);
  }

  static Stream<Configuration> smallOnes() {
    return Configurations.all().filter(c -> c.layers() == 1 && c.bidirectional() && c.bias());
  }

  private static Embedding embedding(EmbeddingOptions options) {
    return new Embedding(options, Seed.of(8));
  }

  private static TokenReader reader(Configuration c, EmbeddingOptions options) {
    return TokenReader.of(embedding(options), c.network(7, HIDDEN), LENGTHS);
  }

  private static void assertMerges(TokenReader reader) {
    Results merged = reader.merged(Tapes.used());
    Results each = reader.stepByStep(Tapes.used());
    each.only(name -> !name.equals("gradient of x")).assertSameRows("merged", merged);
    each.assertCloseParameters("merged", merged);
  }

  @ParameterizedTest
  @MethodSource("all")
  void equal_tokens_computed_once_give_what_every_step_gives(Configuration c) {
    assertMerges(reader(c, OPTIONS));
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void the_same_holds_where_gradients_are_divided_by_frequency(Configuration c) {
    assertMerges(reader(c, OPTIONS.withScaleGradByFreq(true)));
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void the_padding_row_gets_no_gradient(Configuration c) {
    for (boolean scaled : new boolean[] {false, true}) {
      TokenReader reader = reader(c, OPTIONS.withPaddingIdx(3).withScaleGradByFreq(scaled));
      assertTrue(reader.has(3) && reader.has(4));
      assertMerges(reader);
      float[] d = reader.tableGradient(reader.merged(Tapes.used()));
      Bits.assertEqual("padding", new float[7], Arrays.copyOfRange(d, 3 * 7, 4 * 7));
      assertFalse(Arrays.equals(new float[7], Arrays.copyOfRange(d, 4 * 7, 5 * 7)), "another row");
    }
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void the_same_holds_for_more_steps_than_are_gone_back_through_at_a_time(Configuration c) {
    int[] lengths = IntStream.range(0, 30).map(b -> 25 + b * 37 % 150).toArray(); // 2,900 steps
    Embedding embedding = embedding(EmbeddingOptions.of(90, 7));
    TokenReader reader = TokenReader.of(embedding, c.network(7, 5), lengths);
    assertMerges(reader);
    Results one = reader.merged(Tapes.used());
    for (Workers workers : WORKERS) {
      one.assertSame("threads: " + workers.threads(), reader.merged(Tapes.used(workers)));
    }
  }

  @ParameterizedTest
  @MethodSource("singleLayers")
  void the_number_of_threads_changes_no_bit(Configuration c) {
    int[] lengths = IntStream.range(0, 37).map(b -> 1 + b * 7 % 9).toArray();
    Embedding embedding = embedding(EmbeddingOptions.of(90, 7));
    TokenReader reader = TokenReader.of(embedding, c.network(7, HIDDEN), lengths);
    Results one = reader.merged(Tapes.used());
    for (Workers workers : WORKERS) {
      one.assertSame(workers.threads() + " threads", reader.merged(Tapes.used(workers)));
    }
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void scalar_and_vector_kernels_give_equal_bits(Configuration c) {
    Workers scalar = new Workers(1, Kernels.scalar());
    Workers best = new Workers(1, Kernels.best());
    for (int size : new int[] {1, 3, 8, 13, 17, 64, 100}) {
      int hidden = c.kind().name().contains("projected") ? size + 1 : size;
      Embedding embedding = embedding(EmbeddingOptions.of(VOCABULARY, 101 - size));
      TokenReader reader = TokenReader.of(embedding, c.network(101 - size, hidden), LENGTHS);
      reader
          .merged(Tapes.used(scalar))
          .assertSame("H = " + hidden, reader.merged(Tapes.used(best)));
    }
  }

  @ParameterizedTest
  @MethodSource("smallOnes")
  void the_first_call_gives_the_bits_of_a_later_one_after_other_batches(Configuration c) {
    Embedding embedding = embedding(EmbeddingOptions.of(6, 7));
    Network net = c.network(7, 4);
    TokenReader reader = TokenReader.of(embedding, net, 3, 4, 2);
    TokenReader other = TokenReader.of(embedding, net, 5, 1, 6, 6);
    Results first = reader.merged(Tapes.used());
    Tape tape = new Tape();
    for (int call = 2; call < 300; call++) {
      (call % 3 == 0 ? other : reader).merged(tape);
      tape.reset();
    }
    first.assertSame("call 300", reader.merged(tape));
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void a_second_backward_pass_over_the_same_tape_gives_the_gradients_again(Configuration c) {
    TokenReader reader = reader(c, OPTIONS);
    Results once = reader.merged(Tapes.used());
    Results twice = reader.mergedBackTwice(Tapes.used());
    once.assertSameRows("twice", twice);
    twice.assertCloseParameters("twice", once.times(2));
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void a_tape_that_records_nothing_gives_the_same_bits(Configuration c) {
    TokenReader reader = reader(c, OPTIONS);
    Results forward = reader.forwardOnly(Tapes.inference(Workers.single()));
    reader
        .merged(Tapes.used())
        .only(name -> !name.startsWith("gradient"))
        .assertSameRows("forward only", forward);
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void a_frozen_table_gets_no_gradient_and_all_others_get_theirs(Configuration c) {
    TokenReader reader = reader(c, OPTIONS);
    reader.table().freeze();
    assertMerges(reader);
    assertFalse(reader.table().gradient().isPresent());
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void frozen_weights_get_no_gradient_and_all_others_get_theirs(Configuration c) {
    TokenReader some = reader(c, OPTIONS);
    for (String name : some.network().parameters().keySet()) {
      TokenReader reader = reader(c, OPTIONS);
      Parameter frozen = reader.network().parameters().get(name);
      if (frozen != null) {
        frozen.freeze();
        assertMerges(reader);
        assertFalse(frozen.gradient().isPresent());
      }
    }
    some.network().parameters().values().forEach(Parameter::freeze);
    assertMerges(some);
    assertTrue(some.table().gradient().isPresent());
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void up_to_three_quarters_of_the_steps_may_differ(Configuration c) {
    int[][] totalAndMost = {{1, 0}, {4, 3}, {5, 3}, {7, 5}, {8, 6}, {16, 12}};
    for (int[] pair : totalAndMost) {
      for (int distinct = Math.max(1, pair[1]); distinct <= pair[1] + 1; distinct++) {
        Embedding embedding = embedding(EmbeddingOptions.of(16, 7));
        int[][] ids = {IntStream.range(0, pair[0]).toArray()};
        for (int t = distinct; t < pair[0]; t++) {
          ids[0][t] = t % distinct;
        }
        TokenReader reader = new TokenReader(embedding, c.network(7, HIDDEN), ids);
        if (distinct <= pair[1]) {
          assertMerges(reader);
        } else {
          Results each = reader.stepByStep(Tapes.used());
          Results unmerged = reader.unmerged(Tapes.used());
          each.only(name -> !name.equals("gradient of x")).assertSame("not merged", unmerged);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void steps_that_were_asked_for_get_a_gradient_each(Configuration c) {
    TokenReader reader = reader(c, OPTIONS);
    reader
        .stepByStep(Tapes.used())
        .assertSameRows("steps without a table", reader.withoutTable(Tapes.used()));
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void a_look_at_the_steps_changes_no_bit(Configuration c) {
    TokenReader reader = reader(c, OPTIONS);
    reader
        .merged(Tapes.used())
        .assertSame("data() before the layer", reader.mergedAfterALook(Tapes.used()));
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void what_reads_the_steps_after_the_layer_adds_its_gradient(Configuration c) {
    TokenReader reader = reader(c, OPTIONS);
    Results layer = reader.merged(Tapes.used());
    Results both = reader.mergedAndRead(Tapes.used());
    layer.assertSameRows("read afterwards", both);
    float[] expected = reader.tableGradient(layer).clone();
    reader.addCounts(expected); // the gradient of a sum over all steps
    Close.assertGradient("the table", expected, reader.tableGradient(both));
  }
}
