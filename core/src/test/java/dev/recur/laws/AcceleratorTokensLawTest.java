package dev.recur.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.accelerator.TestDevice;
import dev.recur.laws.fixtures.Bits;
import dev.recur.laws.fixtures.Configuration;
import dev.recur.laws.fixtures.Configurations;
import dev.recur.laws.fixtures.Problem;
import dev.recur.laws.fixtures.Results;
import dev.recur.laws.fixtures.Tapes;
import dev.recur.laws.fixtures.TokenReader;
import dev.recur.nn.Embedding;
import dev.recur.nn.EmbeddingOptions;
import dev.recur.optim.Adam;
import dev.recur.optim.AdamOptions;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tokens read on an accelerator = read on the processor: merged, step by step, without the table,
/// and with every option of the embedding.
@Tag("device")
@Tag("scalar")
@Tag("widths")
class AcceleratorTokensLawTest {
  private static final int[] LENGTHS = {5, 9, 1, 9, 2, 7};
  private static final EmbeddingOptions OPTIONS = EmbeddingOptions.of(14, 7);

  /// The ways to read tokens.
  private static final List<BiFunction<TokenReader, Tape, Results>> WAYS =
      List.of(
          TokenReader::merged,
          TokenReader::mergedAfterALook,
          TokenReader::mergedAndRead,
          TokenReader::mergedBackTwice,
          TokenReader::stepByStep,
          TokenReader::withoutTable,
          TokenReader::forwardOnly);

  static Stream<Configuration> all() {
    return Configurations.all();
  }

  static Stream<Configuration> oneOfEachKind() {
    return Configurations.oneOfEachKind();
  }

  static Stream<EmbeddingOptions> options() {
    return Stream.of(
        OPTIONS,
        OPTIONS.withPaddingIdx(3),
        OPTIONS.withScaleGradByFreq(true),
        OPTIONS.withPaddingIdx(3).withScaleGradByFreq(true));
  }

  private static TokenReader reader(Configuration c, EmbeddingOptions options, int... lengths) {
    int width = options.embeddingDim();
    return TokenReader.of(new Embedding(options, Seed.of(8)), c.network(width, 19), lengths);
  }

  private static void assertSame(String what, Function<Tape, Results> pass) {
    Results expected = pass.apply(Tapes.used(Workers.single()));
    try (Workers workers = Workers.on(TestDevice.open(), 1)) {
      Tape tape = Tapes.used(workers);
      expected.assertSame(what, pass.apply(tape));
      tape.reset();
      expected.assertSame(what + ", again", pass.apply(tape));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void an_accelerator_gives_the_bits_of_the_processor_in_every_way(Configuration c) {
    for (int i = 0; i < WAYS.size(); i++) {
      TokenReader reader = reader(c, OPTIONS, LENGTHS);
      BiFunction<TokenReader, Tape, Results> way = WAYS.get(i);
      assertSame("way " + i, tape -> way.apply(reader, tape));
    }
  }

  @ParameterizedTest
  @MethodSource("options")
  void the_same_holds_with_the_options_of_the_table(EmbeddingOptions options) {
    Configurations.oneOfEachKind()
        .forEach(
            c -> {
              TokenReader reader = reader(c, options, LENGTHS);
              assertSame("merged", reader::merged);
              assertSame("step by step", reader::stepByStep);
            });
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void the_same_holds_where_rows_are_shortened(Configuration c) {
    EmbeddingOptions options = OPTIONS.withMaxNorm(1.5);
    Results expected = reader(c, options, LENGTHS).unmerged(Tapes.used(Workers.single()));
    TokenReader reader = reader(c, options, LENGTHS);
    try (Workers workers = Workers.on(TestDevice.open(), 1)) {
      expected.assertSame("shortened", reader.unmerged(Tapes.used(workers)));
      expected.assertSame("again", reader.unmerged(Tapes.used(workers)));
    }
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void the_same_holds_for_more_steps_than_are_gone_back_through_at_a_time(Configuration c) {
    int[] lengths = IntStream.range(0, 30).map(b -> 25 + b * 37 % 150).toArray(); // 2,900 steps
    Embedding embedding = new Embedding(EmbeddingOptions.of(90, 7), Seed.of(8));
    assertSame("long rows", TokenReader.of(embedding, c.network(7, 5), lengths)::merged);
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void the_same_holds_if_the_table_or_the_weights_are_frozen(Configuration c) {
    TokenReader table = reader(c, OPTIONS, LENGTHS);
    table.table().freeze();
    assertSame("a frozen table, merged", table::merged);
    assertSame("a frozen table, step by step", table::forwardOnly);
    TokenReader weights = reader(c, OPTIONS, LENGTHS);
    weights.network().parameters().values().forEach(Parameter::freeze);
    assertSame("frozen weights, merged", weights::merged);
    assertSame("frozen weights, step by step", weights::stepByStep);
  }

  @Test
  void single_tokens_have_the_same_bits() {
    for (EmbeddingOptions options :
        List.of(OPTIONS, OPTIONS.withPaddingIdx(3), OPTIONS.withMaxNorm(1.5))) {
      for (boolean scaled : new boolean[] {false, true}) {
        Embedding here = new Embedding(options.withScaleGradByFreq(scaled), Seed.of(8));
        Embedding there = new Embedding(options.withScaleGradByFreq(scaled), Seed.of(8));
        try (Workers workers = Workers.on(TestDevice.open(), 1)) {
          List<float[]> expected = single(here, Tapes.used(Workers.single()));
          List<float[]> got = single(there, Tapes.used(workers));
          assertEquals(expected.size(), got.size());
          for (int i = 0; i < expected.size(); i++) {
            Bits.assertEqual(options + ", result " + i, expected.get(i), got.get(i));
          }
        }
      }
    }
  }

  /// The rows of tokens on their own, the gradient of the table after it was added to twice, and
  /// the table.
  private static List<float[]> single(Embedding embedding, Tape tape) {
    Parameter table = embedding.parameters().firstEntry().getValue();
    Tensor y = embedding.forward(tape, new int[] {3, 13, 0, 3, 7, 3});
    Tensor z = embedding.forward(tape, new int[] {7});
    tape.backward(List.of(y, z), List.of(y.times(y), z.times(2f)));
    return List.of(
        y.toArray(), z.toArray(), table.gradient().orElseThrow().toArray(), table.toArray());
  }

  @Test
  void a_table_that_is_also_used_as_a_whole_gets_both_gradients() {
    for (boolean tableFirst : new boolean[] {true, false}) {
      List<float[]> expected = tied(tableFirst, Tapes.used(Workers.single()));
      try (Workers workers = Workers.on(TestDevice.open(), 1)) {
        List<float[]> got = tied(tableFirst, Tapes.used(workers));
        for (int i = 0; i < expected.size(); i++) {
          Bits.assertEqual("step " + i, expected.get(i), got.get(i));
        }
      }
    }
  }

  /// The table after each of five steps, in some of which it is only looked up, or only used as a
  /// whole.
  private static List<float[]> tied(boolean tableFirst, Tape tape) {
    Embedding embedding = new Embedding(OPTIONS, Seed.of(8));
    Parameter table = embedding.parameters().firstEntry().getValue();
    Adam adam = new Adam(embedding.parameters(), new AdamOptions(0.1));
    List<float[]> tables = new ArrayList<>();
    for (int step = 0; step < 5; step++) {
      Tensor whole = tableFirst ? tape.use(table).tanh() : null;
      Tensor y = embedding.forward(tape, new int[] {3, 13, 0, 3, step, 3});
      Tensor all = whole == null ? tape.use(table).tanh() : whole;
      Tensor product =
          y.product(
              all.product(Tensor.of(Problem.numbers(Seed.of(step), 28), 7, 4)).reshape(7, -1));
      Tensor loss = step == 1 ? y.times(y).sum() : step == 3 ? all.sum() : product.sum();
      tape.backward(loss);
      adam.step(tape.workers());
      adam.zeroGrad();
      tape.reset();
      tables.add(table.toArray());
    }
    return tables;
  }
}
