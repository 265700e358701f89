package dev.recur.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.golden.fixtures.GoldenCase;
import dev.recur.golden.fixtures.GoldenFile;
import dev.recur.golden.fixtures.GoldenRun;
import dev.recur.nn.Gru;
import dev.recur.nn.Lstm;
import dev.recur.nn.LstmState;
import dev.recur.nn.Nonlinearity;
import dev.recur.nn.Output;
import dev.recur.nn.RecurrentLayer;
import dev.recur.nn.RecurrentOptions;
import dev.recur.nn.Reset;
import dev.recur.nn.Rnn;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tensor;
import java.util.Locale;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Recurrent layers against PyTorch: every option of every cell, with all gradients.
///
/// ```python
/// net = torch.nn.LSTM(inputSize, hiddenSize, layers, bias, batchFirst, 0, directions == 2)
/// packed = pack_padded_sequence(x, lengths, batchFirst, enforce_sorted=False)
/// y, (h_n, c_n) = net(packed, (h_0, c_0))
/// y, _ = pad_packed_sequence(y, batchFirst, total_length=steps)
/// ((y * dy).sum() + (h_n * dh_n).sum() + (c_n * dc_n).sum()).backward()
/// ```
@Tag("device")
@Tag("scalar")
@Tag("widths")
class GoldenTest {
  private static final int CASES = 300;
  private static final LongAdder PASSED = new LongAdder();
  private static final DoubleAccumulator WORST = new DoubleAccumulator(Math::max, 0);

  static Stream<GoldenCase> cases() {
    return Stream.of("rnn.txt", "lstm.txt", "gru.txt").flatMap(GoldenFile::stream);
  }

  @Test
  void no_case_is_missing() {
    assertEquals(CASES, cases().count());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void a_recurrent_layer_gives_pytorchs_numbers(GoldenCase golden) {
    WORST.accumulate(check(golden));
    PASSED.increment();
  }

  @AfterAll
  static void say_how_many() {
    System.out.printf(
        Locale.ROOT,
        "golden: %d recurrent cases, the largest error at %.2f of the tolerance%n",
        PASSED.sum(),
        WORST.get());
  }

  static double check(GoldenCase golden) {
    GoldenRun run = new GoldenRun(golden);
    RecurrentOptions o = options(golden);
    Seed seed = Seed.of(1); // every parameter is given
    switch (golden.setting("cell")) {
      case "rnn_tanh" -> oneState(run, golden, new Rnn(o, Nonlinearity.TANH, seed));
      case "rnn_relu" -> oneState(run, golden, new Rnn(o, Nonlinearity.RELU, seed));
      case "gru" -> oneState(run, golden, new Gru(o, Reset.AFTER, seed));
      case "gru_before" -> oneState(run, golden, new Gru(o, Reset.BEFORE, seed));
      case "lstm" -> twoStates(run, golden, new Lstm(o, golden.number("projSize"), seed));
      default -> throw new IllegalStateException("no such cell: " + golden);
    }
    return run.check();
  }

  private static RecurrentOptions options(GoldenCase golden) {
    return RecurrentOptions.of(golden.number("inputSize"), golden.number("hiddenSize"))
        .withNumLayers(golden.number("layers"))
        .withBias(golden.flag("bias"))
        .withBatchFirst(golden.flag("batchFirst"))
        .withBidirectional(golden.number("directions") == 2);
  }

  private static void oneState(GoldenRun run, GoldenCase golden, RecurrentLayer<Tensor> layer) {
    run.output("h_n", forward(run, golden, layer, () -> run.input("h_0")));
  }

  private static void twoStates(GoldenRun run, GoldenCase golden, Lstm layer) {
    LstmState last =
        forward(run, golden, layer, () -> new LstmState(run.input("h_0"), run.input("c_0")));
    run.output("h_n", last.h());
    run.output("c_n", last.c());
  }

  private static <S> S forward(
      GoldenRun run, GoldenCase golden, RecurrentLayer<S> layer, Supplier<S> given) {
    run.parameters(layer);
    Tensor x = run.input("x");
    boolean uneven = golden.sets("lengths");
    Output<Tensor, S> out;
    if (golden.has("h_0")) {
      S state = given.get();
      out = uneven ? layer.forward(x, golden.lengths(), state) : layer.forward(x, state);
    } else {
      out = uneven ? layer.forward(x, golden.lengths()) : layer.forward(x);
    }
    run.output("y", out.output());
    return out.state();
  }
}
