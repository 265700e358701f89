package dev.recur.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When a step multiplies its input together with its state: that the bits are those of the other
/// ways is a law (`laws.InferenceLawTest`).
class JoinedTest {
  private static final Seed SEED = Seed.of(1);
  private static final Cell LSTM = new LstmCell(4, 6, SEED);
  private static final Tape PREDICTS = Tape.inference(Workers.single());

  private static PackedSequence steps(Tape tape, int rows) {
    return new PackedSequence(tape.constant(Tensor.zeros(rows * 5, 4)), Packing.full(rows, 5));
  }

  private static GateInput of(Cell cell, Tape tape, PackedSequence x, int blocks) {
    return GateInput.of(x, List.of(cell), tape, blocks, null);
  }

  @Test
  void enough_rows_in_prediction() {
    PackedSequence x = steps(PREDICTS, 16);
    assertInstanceOf(PredictionInput.InStep.class, of(LSTM, PREDICTS, x, 1));
    assertInstanceOf(PredictionInput.InStep.class, of(new RnnCell(4, 6, SEED), PREDICTS, x, 1));
    assertInstanceOf(PredictionInput.InStep.class, of(LSTM, PREDICTS, steps(PREDICTS, 32), 2));
  }

  @Test
  void weights_that_have_changed_are_packed_again() {
    Rnn layer = new Rnn(4, 6, SEED);
    float[] numbers = new float[16 * 5 * 4];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) SEED.normal(i);
    }
    Tensor x = Tensor.of(numbers, 16 * 5, 4);
    for (String name : List.of("weight_hh_l0", "weight_ih_l0", "weight_hh_l0")) {
      Parameter weight = layer.parameter(name);
      float[] values = weight.toArray();
      values[3] += 0.5f;
      weight.set(values);
      float[] expected = outputs(layer, new Tape(), x);
      assertArrayEquals(expected, outputs(layer, PREDICTS, x), name);
    }
  }

  private static float[] outputs(Rnn layer, Tape tape, Tensor x) {
    return layer
        .forward(new PackedSequence(tape.constant(x), Packing.full(16, 5)))
        .output()
        .data()
        .toArray();
  }

  @Test
  void few_rows_in_a_step_or_for_a_worker() {
    assertInstanceOf(GateInput.Steps.class, of(LSTM, PREDICTS, steps(PREDICTS, 15), 1));
    assertInstanceOf(GateInput.Steps.class, of(LSTM, PREDICTS, steps(PREDICTS, 31), 2));
  }

  @Test
  void more_terms_than_a_product_has_in_one_block() {
    PackedSequence x = steps(PREDICTS, 16);
    assertInstanceOf(PredictionInput.InStep.class, of(new RnnCell(4, 508, SEED), PREDICTS, x, 1));
    assertInstanceOf(GateInput.Steps.class, of(new RnnCell(4, 509, SEED), PREDICTS, x, 1));
  }

  @Test
  void a_gru_needs_the_products_one_by_one() {
    Cell gru = new GruCell(4, 6, SEED);
    assertInstanceOf(GateInput.Steps.class, of(gru, PREDICTS, steps(PREDICTS, 16), 1));
  }

  @Test
  void training_multiplies_many_steps_at_once() {
    Tape tape = new Tape();
    assertInstanceOf(GateInput.Steps.class, of(LSTM, tape, steps(tape, 16), 1));
  }

  @Test
  void equal_tokens_are_still_multiplied_once() {
    Embedding table = new Embedding(3, 4, SEED);
    PackedSequence x = table.forward(PREDICTS, new Tokens(new int[16][5]));
    assertInstanceOf(GateInput.Distinct.class, of(LSTM, PREDICTS, x, 1));
  }
}
