package dev.recur.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.laws.fixtures.Bits;
import dev.recur.laws.fixtures.Configuration;
import dev.recur.laws.fixtures.Configurations;
import dev.recur.laws.fixtures.Problem;
import dev.recur.nn.Embedding;
import dev.recur.nn.RecurrentLayer;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Predictions with embedding and input projection folded into a table = predictions without one.
@Tag("scalar")
@Tag("widths")
class FoldLawTest {
  private static final int ENOUGH = 1 << 20;
  private static final Tokens EQUAL_ONES =
      new Tokens(new int[][] {{1, 2, 1, 1}, {2, 3, 1, 2, 3, 1, 2, 2, 1}, {3}});
  private static final Tokens ALL_DIFFERENT =
      new Tokens(new int[][] {{1, 2, 3}, {4, 5, 6, 7, 8, 9, 10}, {110}});

  static Stream<Configuration> all() {
    return Configurations.all();
  }

  private final Embedding embedding = new Embedding(111, 7, Seed.of(9));

  private float[] predict(RecurrentLayer<?> layer, Tokens tokens) {
    Tape tape = Tape.inference(Workers.single());
    return layer.forward(embedding.forward(tape, tokens)).output().data().toArray();
  }

  /// The gradients of all weights after a pass that records.
  private List<float[]> gradients(RecurrentLayer<?> layer) {
    List<Parameter> all = new ArrayList<>(layer.parameters().values());
    all.addAll(embedding.parameters().values());
    all.forEach(Parameter::zeroGradient);
    Tape tape = new Tape();
    tape.backward(layer.forward(embedding.forward(tape, EQUAL_ONES)).output().data().sum());
    return all.stream().map(p -> p.gradient().map(Tensor::toArray).orElseThrow()).toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_folded_table_changes_no_bit_of_a_prediction(Configuration c) {
    RecurrentLayer<?> layer = c.network(7, 19).layer();
    float[] equal = predict(layer, EQUAL_ONES);
    float[] different = predict(layer, ALL_DIFFERENT);
    for (int threads : new int[] {1, 3}) {
      try (Workers workers = new Workers(threads)) {
        layer.fold(embedding, 0, workers);
        assertTrue(layer.fold(embedding, ENOUGH, workers).done());
      }
      Bits.assertEqual("equal tokens", equal, predict(layer, EQUAL_ONES));
      Bits.assertEqual("different tokens", different, predict(layer, ALL_DIFFERENT));
    }
    Arrays.fill(embedding.parameters().firstEntry().getValue().storage().values(), Float.NaN);
    Bits.assertEqual("read from the table", equal, predict(layer, EQUAL_ONES));
  }

  @ParameterizedTest
  @MethodSource("all")
  void training_makes_no_use_of_the_table(Configuration c) {
    RecurrentLayer<?> layer = c.network(7, 19).layer();
    List<float[]> expected = gradients(layer);
    layer.fold(embedding, ENOUGH, Workers.single());
    List<float[]> folded = gradients(layer);
    for (int i = 0; i < expected.size(); i++) {
      Bits.assertEqual("gradient " + i, expected.get(i), folded.get(i));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_change_of_any_weight_puts_the_table_out_of_use(Configuration c) {
    RecurrentLayer<?> layer = c.network(7, 19).layer();
    List<Parameter> all = new ArrayList<>(layer.parameters().values());
    all.addAll(embedding.parameters().values());
    for (Parameter parameter : all) {
      layer.fold(embedding, ENOUGH, Workers.single());
      float[] before = predict(layer, EQUAL_ONES);
      parameter.set(Problem.numbers(Seed.of(11), parameter.count()));
      float[] got = predict(layer, EQUAL_ONES);
      layer.fold(embedding, 0, Workers.single());
      Bits.assertEqual("after a change", predict(layer, EQUAL_ONES), got);
      assertFalse(Arrays.equals(before, got));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_table_above_the_bound_is_not_made_and_its_size_is_said(Configuration c) {
    RecurrentLayer<?> layer = c.network(7, 19).layer();
    long bytes = layer.fold(embedding, ENOUGH, Workers.single()).bytes();
    int rows = layer.parameters().firstEntry().getValue().shape()[0];
    assertEquals(4L * 111 * rows * layer.options().directions(), bytes);
    assertTrue(layer.fold(embedding, bytes, Workers.single()).done());
    var refused = layer.fold(embedding, bytes - 1, Workers.single());
    assertFalse(refused.done());
    assertEquals(bytes, refused.bytes());
    Arrays.fill(embedding.parameters().firstEntry().getValue().storage().values(), Float.NaN);
    assertTrue(Float.isNaN(predict(layer, EQUAL_ONES)[0]), "the earlier table is gone");
  }
}
