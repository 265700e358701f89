package dev.recur.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.golden.fixtures.GoldenCase;
import dev.recur.golden.fixtures.GoldenFile;
import dev.recur.golden.fixtures.GoldenRun;
import dev.recur.nn.Cell;
import dev.recur.nn.GruCell;
import dev.recur.nn.LstmCell;
import dev.recur.nn.LstmState;
import dev.recur.nn.Nonlinearity;
import dev.recur.nn.Reset;
import dev.recur.nn.RnnCell;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tensor;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Cells in a hand-written loop against PyTorch's cells in the same loop, whole and with the state
/// detached every few steps.
///
/// ```python
/// for t in range(steps):
///     if detachEvery and t > 0 and t % detachEvery == 0: h, c = h.detach(), c.detach()
///     h, c = cell(x[t], (h, c))
/// ```
@Tag("device")
@Tag("scalar")
@Tag("widths")
class GoldenCellTest {
  static Stream<GoldenCase> cases() {
    return GoldenFile.stream("cells.txt");
  }

  @Test
  void no_case_is_missing() {
    assertEquals(20, cases().count());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void a_cell_in_a_loop_gives_pytorchs_numbers(GoldenCase golden) {
    GoldenRun run = new GoldenRun(golden);
    int i = golden.number("inputSize");
    int h = golden.number("hiddenSize");
    boolean bias = golden.flag("bias");
    Seed seed = Seed.of(1); // every parameter is given
    switch (golden.setting("cell")) {
      case "rnn_tanh" -> {
        RnnCell cell = new RnnCell(i, h, Nonlinearity.TANH, bias, seed);
        oneState(run, golden, cell, cell::forward);
      }
      case "rnn_relu" -> {
        RnnCell cell = new RnnCell(i, h, Nonlinearity.RELU, bias, seed);
        oneState(run, golden, cell, cell::forward);
      }
      case "gru" -> {
        GruCell cell = new GruCell(i, h, Reset.AFTER, bias, seed);
        oneState(run, golden, cell, cell::forward);
      }
      case "gru_before" -> {
        GruCell cell = new GruCell(i, h, Reset.BEFORE, bias, seed);
        oneState(run, golden, cell, cell::forward);
      }
      case "lstm" -> twoStates(run, golden, new LstmCell(i, h, bias, seed));
      default -> throw new IllegalStateException("no such cell: " + golden);
    }
    run.check();
  }

  private static void oneState(
      GoldenRun run, GoldenCase golden, Cell cell, BinaryOperator<Tensor> step) {
    run.parameters(cell);
    loop(run, golden, run.input("h_0"), h -> h, Tensor::detach, step);
  }

  private static void twoStates(GoldenRun run, GoldenCase golden, LstmCell cell) {
    run.parameters(cell);
    LstmState start = new LstmState(run.input("h_0"), run.input("c_0"));
    LstmState last = loop(run, golden, start, LstmState::h, LstmState::detach, cell::forward);
    run.output("c_n", last.c());
  }

  private static <S> S loop(
      GoldenRun run,
      GoldenCase golden,
      S start,
      Function<S, Tensor> h,
      UnaryOperator<S> detach,
      BiFunction<Tensor, S, S> step) {
    Tensor x = run.input("x");
    int detachEvery = golden.sets("detachEvery") ? golden.number("detachEvery") : x.size(0);
    Tensor[] ys = new Tensor[x.size(0)];
    S state = start;
    for (int t = 0; t < ys.length; t++) {
      if (t > 0 && t % detachEvery == 0) {
        state = detach.apply(state);
      }
      state = step.apply(x.slice(0, t, t + 1).reshape(x.size(1), x.size(2)), state);
      ys[t] = h.apply(state);
    }
    run.output("y", Tensor.stack(ys));
    return state;
  }
}
