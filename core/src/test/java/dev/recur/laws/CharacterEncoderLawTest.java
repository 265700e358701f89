package dev.recur.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.accelerator.TestDevice;
import dev.recur.kernel.Kernels;
import dev.recur.laws.fixtures.Bits;
import dev.recur.laws.fixtures.Close;
import dev.recur.laws.fixtures.Tapes;
import dev.recur.laws.fixtures.TensorCase;
import dev.recur.nn.CharacterEncoder;
import dev.recur.nn.Layer;
import dev.recur.oracle.CellOracle;
import dev.recur.oracle.Matrix;
import dev.recur.oracle.Operations;
import dev.recur.oracle.StackOracle;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The character encoder ≈ the oracle, and = over batches, threads, kernels and repeated words.
@Tag("device")
@Tag("scalar")
@Tag("widths")
class CharacterEncoderLawTest {
  private static final Seed SEED = Seed.of(17);
  private static final int[][] WORDS = {{3, 1, 4, 1, 5, 8}, {2}, {7, 1}, {8, 2, 8}, {0, 6, 2, 5}};
  private static final int[] LENGTHS = {4, 1, 6, 3};
  private static final Packing PACKING = Packing.of(LENGTHS);
  private static final int[] WORD_OF_STEP = {0, 2, 0, 4, 4, 0, 3, 1, 0, 3, 3, 0, 2, 4};

  private static CharacterEncoder encoder() {
    return new CharacterEncoder(9, 5, 19, SEED);
  }

  /// A vector for each step of the batch, and from the same upstream gradient that of each
  /// parameter.
  private static SortedMap<String, float[]> pass(CharacterEncoder encoder, Tape tape) {
    PackedSequence y = encoder.forward(tape, new Tokens(WORDS), WORD_OF_STEP, PACKING);
    return backward(encoder, tape, y.data());
  }

  private static SortedMap<String, float[]> backward(Layer layer, Tape tape, Tensor y) {
    layer.parameters().values().forEach(Parameter::zeroGradient);
    tape.backward(y, Tensor.of(TensorCase.upstream(y.count()), y.shape()));
    SortedMap<String, float[]> all = new TreeMap<>();
    layer
        .parameters()
        .forEach((name, p) -> all.put("d" + name, p.gradient().orElseThrow().toArray()));
    all.put("y", y.toArray());
    return all;
  }

  private static void assertSame(
      String what, Map<String, float[]> expected, Map<String, float[]> got) {
    assertEquals(expected.keySet(), got.keySet());
    expected.forEach(
        (name, e) -> Bits.assertEqual(what + ", " + name, e, got.getOrDefault(name, new float[0])));
  }

  @Test
  void the_vectors_of_words_and_steps_are_the_oracles() {
    CharacterEncoder encoder = encoder();
    Map<String, float[]> got = pass(encoder, Tapes.used());
    Map<String, Matrix> lstm = new TreeMap<>();
    encoder.parameters().forEach((name, p) -> lstm.put(name.replace("lstm.", ""), matrix(p)));
    Matrix table = get(lstm, "embedding.weight");
    List<Matrix> rows = new ArrayList<>();
    for (int[] word : WORDS) {
      rows.add(Operations.embedding(table, word));
    }
    var run = new StackOracle(CellOracle.LSTM, 1, true).run(rows, lstm, List.of(), List.of());
    List<Matrix> ends = run.outputs().stream().map(h -> Operations.lastStep(h, 2)).toList();
    Matrix expected = Matrix.stack(ends).rows(WORD_OF_STEP);
    Close.assertForward("y", expected.values(), got.getOrDefault("y", new float[0]));
    expected.backward(Close.doubles(TensorCase.upstream(expected.values().length)));
    encoder
        .parameters()
        .forEach(
            (name, p) ->
                Close.assertGradient(
                    name,
                    get(lstm, name.replace("lstm.", "")).gradient(),
                    p.gradient().orElseThrow().toArray()));
  }

  private static Matrix get(Map<String, Matrix> parameters, String name) {
    Matrix m = parameters.get(name);
    if (m == null) {
      throw new AssertionError("no parameter " + name + " among " + parameters.keySet());
    }
    return m;
  }

  private static Matrix matrix(Parameter p) {
    int[] shape = p.shape();
    return shape.length == 1
        ? Matrix.of(1, shape[0], p.toArray())
        : Matrix.of(shape[0], shape[1], p.toArray());
  }

  @Test
  void an_accelerator_gives_the_bits_of_the_processor() {
    Map<String, float[]> expected = pass(encoder(), Tapes.used(Workers.single()));
    try (Workers workers = Workers.on(TestDevice.open(), 1)) {
      assertSame("an accelerator", expected, pass(encoder(), Tapes.used(workers)));
    }
  }

  @Test
  void a_word_does_not_depend_on_the_others() {
    CharacterEncoder encoder = encoder();
    Tape tape = Tapes.used();
    Tensor all = encoder.forward(tape, new Tokens(WORDS));
    for (int w = 0; w < WORDS.length; w++) {
      Tensor alone = encoder.forward(tape, new Tokens(new int[][] {WORDS[w]}));
      Bits.assertEqual("word " + w, all.slice(0, w, w + 1).toArray(), alone.toArray());
    }
  }

  @Test
  void a_word_that_is_read_once_is_as_if_it_were_read_at_each_of_its_steps() {
    CharacterEncoder encoder = encoder();
    Map<String, float[]> once = pass(encoder, Tapes.used());
    int[][] each = new int[WORD_OF_STEP.length][];
    for (int n = 0; n < each.length; n++) {
      each[n] = WORDS[WORD_OF_STEP[n]];
    }
    Tape tape = Tapes.used();
    Map<String, float[]> often = backward(encoder, tape, encoder.forward(tape, new Tokens(each)));
    once.forEach(
        (name, d) -> {
          float[] got = often.getOrDefault(name, new float[0]);
          if (name.equals("y")) {
            Bits.assertEqual("y", d, got);
          } else {
            Close.assertGradient(name, d, got);
          }
        });
  }

  @Test
  void threads_and_kernels_change_no_bit() {
    CharacterEncoder encoder = encoder();
    Map<String, float[]> one = pass(encoder, Tapes.used());
    for (int threads : new int[] {1, 2, 3, 8}) {
      try (Workers workers = new Workers(threads)) {
        assertSame(threads + " threads", one, pass(encoder, Tapes.used(workers)));
      }
    }
    Tape scalar = Tapes.used(new Workers(1, Kernels.scalar()));
    assertSame("scalar", one, pass(encoder, scalar));
    Bits.assertEqual(
        "inference",
        one.getOrDefault("y", new float[0]),
        encoder
            .forward(Tapes.inference(Workers.single()), new Tokens(WORDS), WORD_OF_STEP, PACKING)
            .data()
            .toArray());
  }

  @Test
  void an_encoder_with_the_same_parameters_gives_the_same_bits() {
    CharacterEncoder encoder = encoder();
    CharacterEncoder other = new CharacterEncoder(9, 5, 19, Seed.of(18));
    assertEquals(38, other.outputs());
    encoder.parameters().forEach((name, p) -> other.parameter(name).set(p.toArray()));
    assertSame("copy", pass(encoder, Tapes.used()), pass(other, Tapes.used()));
  }

  @Test
  void each_step_needs_a_word() {
    Tokens words = new Tokens(WORDS);
    var few =
        assertThrows(
            IllegalArgumentException.class,
            () -> encoder().forward(new Tape(), words, new int[] {1, 2}, PACKING));
    assertEquals("expected a word for each of 14 steps, got 2", few.getMessage());
    var high =
        assertThrows(
            IllegalArgumentException.class,
            () -> encoder().forward(new Tape(), words, new int[] {1, 5}, Packing.full(1, 2)));
    assertEquals(
        "rows: index 1 is 5, expected 0 to 4, the rows of shape (5, 38)", high.getMessage());
  }
}
