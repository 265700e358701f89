package dev.recur;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.nn.Dropout;
import dev.recur.nn.Embedding;
import dev.recur.nn.EmbeddingOptions;
import dev.recur.nn.Gru;
import dev.recur.nn.GruCell;
import dev.recur.nn.Linear;
import dev.recur.nn.Lstm;
import dev.recur.nn.LstmState;
import dev.recur.nn.RecurrentOptions;
import dev.recur.nn.Rnn;
import dev.recur.nn.Session;
import dev.recur.tensor.Device;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The message for wrong input, word for word.
class WrongInputTest {
  private static final Seed SEED = Seed.of(1);

  private static Arguments wrong(String sentence, Executable call) {
    return Arguments.of(sentence, call);
  }

  private static Tensor zeros(int... shape) {
    return Tensor.zeros(shape);
  }

  static Stream<Arguments> options() {
    RecurrentOptions ok = RecurrentOptions.of(3, 4);
    return Stream.of(
        wrong("hiddenSize must be at least 1, got 0", () -> RecurrentOptions.of(3, 0)),
        wrong("inputSize must be at least 1, got -2", () -> RecurrentOptions.of(-2, 4)),
        wrong("numLayers must be at least 1, got 0", () -> ok.withNumLayers(0)),
        wrong(
            "dropout must be at least 0 and below 1, got 1.5",
            () -> ok.withNumLayers(2).withDropout(1.5)),
        wrong(
            "dropout acts between layers, so it needs numLayers > 1, got 1",
            () -> ok.withDropout(0.5)),
        wrong(
            "truncate needs a layer that only reads forward: the reverse direction of a"
                + " bidirectional layer starts at the sequence's end",
            () -> ok.withBidirectional(true).withTruncate(5)),
        wrong(
            "projSize must be 0 (no projection) or smaller than hiddenSize 4, got 4",
            () -> new Lstm(ok, 4, SEED)),
        wrong("hiddenSize must be at least 1, got 0", () -> new GruCell(3, 0, SEED)),
        wrong("hiddenSize must be at most 16384, got 1073741824", () -> new Lstm(3, 1 << 30, SEED)),
        wrong("dropout must be at least 0 and below 1, got NaN", () -> new Dropout(Double.NaN)),
        wrong(
            "paddingIdx must be at most 9, got 10",
            () -> EmbeddingOptions.of(10, 4).withPaddingIdx(10)),
        wrong("threads must be 1 to 1024, got 0", () -> new Workers(0)),
        wrong(
            "unknown device \"tpu\": expected cpu, gpu, cuda, cuda:N, opencl or opencl:N",
            () -> Device.parse("tpu")));
  }

  static Stream<Arguments> shapes() {
    Rnn rnn = new Rnn(3, 4, SEED);
    Lstm lstm = new Lstm(RecurrentOptions.of(3, 4).withNumLayers(2), SEED);
    return Stream.of(
        wrong(
            "x: expected inputSize 3 features at each step, got 5",
            () -> rnn.forward(zeros(2, 1, 5))),
        wrong(
            "expected an input of 2 dimensions (T, I) or 3 dimensions (T, B, I), got shape (3)",
            () -> rnn.forward(zeros(3))),
        wrong(
            "expected at least one row and one step, got shape (0, 2, 3)",
            () -> rnn.forward(zeros(0, 2, 3))),
        wrong(
            "the initial state h (layers · directions, rows, units): expected shape (2, 2, 4), got"
                + " (1, 2, 4)",
            () -> lstm.forward(zeros(5, 2, 3), new LstmState(zeros(1, 2, 4), zeros(2, 2, 4)))),
        wrong(
            "the initial state c (layers · directions, rows, units): expected shape (2, 2, 4), got"
                + " (2, 3, 4)",
            () -> lstm.forward(zeros(5, 2, 3), new LstmState(zeros(2, 2, 4), zeros(2, 3, 4)))),
        wrong(
            "row 0: expected a length of 1 to 5 (the steps of the batch), got 6",
            () -> rnn.forward(zeros(5, 3, 3), new int[] {6, 5, 3})),
        wrong(
            "row 1: expected a length of 1 to 5 (the steps of the batch), got 0",
            () -> rnn.forward(zeros(5, 3, 3), new int[] {5, 0, 3})),
        wrong(
            "expected 2 lengths, one for each row, got 5 (is batchFirst really false?)",
            () -> rnn.forward(zeros(5, 2, 3), new int[] {1, 2, 3, 4, 5})),
        wrong(
            "x: expected shape (B, 3), one row of inputSize numbers for each sequence, got (2, 5)",
            () -> new GruCell(3, 4, SEED).forward(zeros(2, 5), zeros(2, 4))),
        wrong(
            "hPrev: expected shape (2, 4), got (1, 4)",
            () -> new GruCell(3, 4, SEED).forward(zeros(2, 3), zeros(1, 4))),
        wrong(
            "x: expected shape (N, 3), got (2, 4)",
            () -> new Linear(3, 2, SEED).forward(zeros(2, 4))),
        wrong(
            "row 1, token 0: expected an id of 0 to 9, the rows of the table, got 10 (was the table"
                + " built for another vocabulary?)",
            () ->
                new Embedding(10, 4, SEED)
                    .forward(new Tape(), new Tokens(new int[][] {{1, 2}, {10}}))),
        wrong(
            "dropout: expected one row id for each of 4 rows, got 5",
            () -> new Dropout(0.5).forward(zeros(4, 3), new long[5], SEED)),
        wrong(
            "row 1 has no tokens: expected at least one (an empty text becomes <unk>)",
            () -> new Tokens(new int[][] {{1}, {}})),
        wrong(
            "expected totalLength to be at least 4, the longest row, got 3",
            () -> PackedSequence.pack(zeros(4, 1, 2), new int[] {4}, false).unpack(false, 0f, 3)));
  }

  static Stream<Arguments> sessions() {
    Lstm lstm = new Lstm(3, 4, SEED);
    Session session = new Session(new Embedding(10, 3, SEED), lstm);
    Embedding scaled = new Embedding(EmbeddingOptions.of(10, 3).withMaxNorm(1), SEED);
    return Stream.of(
        wrong(
            "a session needs a layer that only reads forward: the reverse direction of a"
                + " bidirectional layer starts at the sequence's end",
            () -> new Session(new Lstm(RecurrentOptions.of(3, 4).withBidirectional(true), SEED))),
        wrong(
            "embedding: expected rows of inputSize 3 numbers, got 5",
            () -> new Session(new Embedding(10, 5, SEED), lstm)),
        wrong(
            "x: expected inputSize 3 numbers, got 4",
            () -> session.step(new float[4], new float[4])),
        wrong(
            "y: expected room for 4 numbers, the output of a step, got 3",
            () -> session.step(new float[3], new float[3])),
        wrong(
            "token: expected an id of 0 to 9, the rows of the table, got 10 (was the table built"
                + " for another vocabulary?)",
            () -> session.step(10, new float[4])),
        wrong(
            "this session reads vectors: one that reads tokens is made with an embedding",
            () -> new Session(lstm).step(1, new float[4])),
        wrong(
            "state: expected 8 numbers, h and, of an LSTM, c of each layer, got 4",
            () -> session.restore(new float[4])),
        wrong(
            "embedding: expected rows of inputSize 3 numbers, got 5",
            () -> lstm.fold(new Embedding(10, 5, SEED), 1000, Workers.single())),
        wrong(
            "an embedding with maxNorm cannot be folded: its rows are scaled as they are read",
            () -> lstm.fold(scaled, 1000, Workers.single())));
  }

  static Stream<Arguments> tapes() {
    Tape tape = new Tape();
    Gru gru = new Gru(3, 4, SEED);
    Tensor x = tape.input(zeros(2, 1, 3));
    return Stream.of(
        wrong(
            "backward starts from a loss, a single number; got a tensor of shape (2, 1, 4) (pass"
                + " its gradient, or use a loss with reduction mean or sum)",
            () -> tape.backward(gru.forward(x).output())),
        wrong(
            "the tensor was not computed on this tape (did its inputs come from tape.input or from"
                + " a layer that was given this tape?)",
            () -> tape.backward(gru.forward(zeros(2, 1, 3)).output().sum())),
        wrong(
            "the two tensors belong to different tapes: copy() one of them off its tape",
            () -> x.plus(new Tape().input(zeros(2, 1, 3)))));
  }

  @Tag("no-drivers")
  @Test
  void a_device_without_its_module_gets_one_clear_sentence() {
    wrong_input_gets_one_clear_sentence(
        "device cuda:1: the module dev.recur.gpu is missing (add dev.recur:recur-gpu to the"
            + " dependencies)",
        () -> Device.parse("cuda:1").requireAvailable());
  }

  @ParameterizedTest
  @MethodSource({"options", "shapes", "sessions", "tapes"})
  void wrong_input_gets_one_clear_sentence(String sentence, Executable call) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @ParameterizedTest
  @MethodSource("ended")
  void memory_that_has_ended_is_not_read(String sentence, Executable call) {
    assertEquals(sentence, assertThrows(IllegalStateException.class, call).getMessage());
  }

  static Stream<Arguments> ended() {
    Tape tape = new Tape();
    Tensor x = tape.input(zeros(2));
    tape.reset();
    return Stream.of(
        wrong(
            "this tensor's memory was freed by tape.reset(): take a copy() or detach() before the"
                + " reset",
            x::toArray),
        wrong(
            "this tensor was not computed on a tape, so nothing was recorded: pass the input"
                + " through tape.constant(x), or the tape to the first layer, such as"
                + " embedding.forward(tape, tokens)",
            () -> {
              Tensor sum = zeros(2).plus(zeros(2)); // without tape.constant(…)
              sum.tape().backward(sum, zeros(2));
            }),
        wrong(
            "this tape records nothing: it was created by Tape.inference",
            () -> {
              Tape none = Tape.inference(Workers.single());
              none.backward(none.constant(Tensor.scalar(1)));
            }));
  }
}
