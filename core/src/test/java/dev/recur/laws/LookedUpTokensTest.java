package dev.recur.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.laws.fixtures.Configuration;
import dev.recur.laws.fixtures.Configurations;
import dev.recur.laws.fixtures.Problem;
import dev.recur.laws.fixtures.Results;
import dev.recur.laws.fixtures.Tapes;
import dev.recur.laws.fixtures.TokenReader;
import dev.recur.nn.Embedding;
import dev.recur.nn.EmbeddingOptions;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Which rows of a table are merged, and how long looked-up tokens can be read.
@Tag("scalar")
@Tag("widths")
class LookedUpTokensTest {
  private static final EmbeddingOptions OPTIONS = EmbeddingOptions.of(14, 7);

  private static Embedding embedding(EmbeddingOptions options) {
    return new Embedding(options, Seed.of(8));
  }

  private static TokenReader reader(EmbeddingOptions options) {
    Configuration c = Configurations.oneOfEachKind().findFirst().orElseThrow();
    return TokenReader.of(embedding(options), c.network(7, 19), 5, 9, 1, 9, 2, 7);
  }

  @Test
  void rows_of_a_limited_length_are_not_merged() {
    TokenReader reader = reader(OPTIONS.withMaxNorm(1));
    assertFalse(reader.read(Tapes.used()).lookup().isPresent());
    assertFalse(reader.read(Tapes.inference(Workers.single())).lookup().isPresent());
    Results each = reader.stepByStep(Tapes.used()); // shortens the rows
    each.only(name -> !name.equals("gradient of x"))
        .assertSame("not merged", reader.unmerged(Tapes.used()));
  }

  @Test
  void steps_end_with_the_reset_of_their_tape() {
    TokenReader reader = reader(OPTIONS);
    Tape tape = new Tape();
    PackedSequence x = reader.read(tape);
    PackedSequence known = reader.read(tape);
    Tensor data = known.data();
    tape.reset();
    List<Executable> uses =
        List.of(
            x::lookup,
            x::data,
            () -> x.step(0),
            () -> x.unpack(false),
            () -> reader.network().forward(x, List.of(), Problem.DROPOUT),
            known::lookup,
            data::toArray,
            () -> known.step(0),
            () -> reader.network().forward(known, List.of(), Problem.DROPOUT));
    for (Executable use : uses) {
      var e = assertThrows(IllegalStateException.class, use);
      assertEquals(
          "this tensor's memory was freed by tape.reset(): take a copy() or detach() before the"
              + " reset",
          e.getMessage());
    }
  }

  @Test
  void tokens_looked_up_before_the_table_changed_are_not_read_after_it() {
    Embedding embedding = embedding(EmbeddingOptions.of(6, 3));
    Tape tape = new Tape();
    var steps = embedding.forward(tape, new Tokens(new int[][] {{1, 2}, {3, 1}}));
    var read = embedding.forward(tape, new Tokens(new int[][] {{1, 2}, {3, 1}}));
    float[] before = read.data().toArray();
    PackedSequence expanded = read.expand();
    embedding.parameters().firstEntry().getValue().set(new float[18]);
    assertArrayEquals(before, read.data().toArray());
    assertArrayEquals(before, expanded.data().toArray());
    for (Executable late : List.<Executable>of(steps::data, steps::lookup, read::lookup)) {
      var refused = assertThrows(IllegalStateException.class, late);
      assertEquals(
          "the embedding was changed since these tokens were looked up: expand() them before"
              + " optimizer.step(), or look them up again",
          refused.getMessage());
    }
  }

  @Test
  void a_wide_table_gets_the_same_gradient_from_any_number_of_threads() {
    float[] one = gradientOfWideRows(1);
    for (int threads : new int[] {2, 3, 8}) {
      assertArrayEquals(one, gradientOfWideRows(threads), threads + " threads");
    }
  }

  private static float[] gradientOfWideRows(int threads) {
    Embedding embedding = embedding(EmbeddingOptions.of(5, 50));
    try (Workers workers = new Workers(threads)) {
      Tape tape = new Tape(workers);
      Tensor y = embedding.forward(tape, new int[] {4, 1, 4, 4, 0});
      float[] dy = new float[250];
      for (int i = 0; i < dy.length; i++) {
        dy[i] = i + 1;
      }
      tape.backward(y, Tensor.of(dy, 5, 50));
      return embedding.parameters().firstEntry().getValue().gradient().orElseThrow().toArray();
    }
  }
}
