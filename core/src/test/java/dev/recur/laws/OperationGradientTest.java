package dev.recur.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.accelerator.TestDevice;
import dev.recur.laws.fixtures.Bits;
import dev.recur.laws.fixtures.Tapes;
import dev.recur.laws.fixtures.TensorCase;
import dev.recur.nn.LogSoftmax;
import dev.recur.nn.Softmax;
import dev.recur.oracle.Matrix;
import dev.recur.oracle.Operations;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The small operations on tensors ≈ the oracle's, forward and backward.
@Tag("device")
@Tag("scalar")
@Tag("widths")
class OperationGradientTest {
  static Stream<TensorCase> operations() {
    return Stream.of(
            arithmetic(),
            moves(),
            Stream.of(
                one("softmax", x -> new Softmax().forward(x), Operations::softmax, 5, 7),
                one("softmax of one row", x -> new Softmax().forward(x), Operations::softmax, 7),
                one("log-softmax", x -> new LogSoftmax().forward(x), Operations::logSoftmax, 5, 7),
                one(
                    "masked softmax",
                    x -> x.maskedSoftmax(new int[] {4, 1, 3}),
                    x -> Operations.maskedSoftmax(x, mask(3, 4, 4, 1, 3)),
                    3,
                    4)))
        .flatMap(s -> s);
  }

  private static Stream<TensorCase> arithmetic() {
    return Stream.of(
        two("plus", Tensor::plus, Matrix::plus, List.of(3, 4), List.of(3, 4)),
        two("plus a row", Tensor::plus, Matrix::plus, List.of(3, 4), List.of(4)),
        two("plus a number", Tensor::plus, Matrix::plus, List.of(3, 4), List.of()),
        two("minus", Tensor::minus, Operations::minus, List.of(3, 4), List.of(3, 4)),
        two("minus a row", Tensor::minus, Operations::minus, List.of(3, 4), List.of(4)),
        two("times", Tensor::times, Matrix::times, List.of(3, 4), List.of(3, 4)),
        two("times a row", Tensor::times, Matrix::times, List.of(3, 4), List.of(4)),
        two("times a number", Tensor::times, Matrix::times, List.of(3, 4), List.of()),
        two(
            "times the last two of three dimensions",
            Tensor::times,
            (a, b) -> a.times(Matrix.stack(List.of(b, b))),
            List.of(2, 3, 4),
            List.of(3, 4)),
        two("product", Tensor::product, Matrix::product, List.of(3, 5), List.of(5, 2)),
        one("times itself", x -> x.times(x), x -> x.times(x), 3, 4),
        one("plus itself twice", x -> x.plus(x).plus(x), x -> Operations.scaled(x, 3), 3, 4),
        one("times 2.5", x -> x.times(2.5f), x -> Operations.scaled(x, 2.5), 3, 4),
        one("tanh", Tensor::tanh, Operations::tanh, 3, 4),
        one("sum", Tensor::sum, Operations::sum, 3, 4));
  }

  private static Stream<TensorCase> moves() {
    return Stream.of(
        one("reshape", x -> x.reshape(2, -1), x -> x.reshaped(2, 6), 3, 4),
        one("slice of rows", x -> x.slice(0, 1, 3), x -> x.rows(1, 2), 4, 3),
        one("slice of columns", x -> x.slice(1, 1, 3), x -> x.columns(1, 3), 4, 5),
        one("rows, some of them twice", x -> x.rows(3, 0, 3, 1), x -> x.rows(3, 0, 3, 1), 4, 21),
        one(
            "rows of three dimensions",
            x -> x.rows(1, 0, 1),
            x -> x.rows(2, 3, 0, 1, 2, 3),
            2,
            2,
            3),
        one("slice of the last dimension", x -> x.slice(-1, 0, 1), x -> x.columns(0, 1), 4, 5),
        one(
            "overlapping slices",
            x -> x.slice(0, 0, 3).times(x.slice(0, 1, 4)),
            x -> x.rows(0, 1, 2).times(x.rows(1, 2, 3)),
            4,
            3),
        two(
            "concat of rows",
            (a, b) -> Tensor.concat(0, a, b),
            (a, b) -> Matrix.stack(List.of(a, b)),
            List.of(2, 3),
            List.of(4, 3)),
        two(
            "concat of columns",
            (a, b) -> Tensor.concat(1, a, b),
            Operations::concat,
            List.of(4, 2),
            List.of(4, 3)),
        two(
            "concat in the middle of three dimensions",
            (a, b) -> Tensor.concat(1, a, b),
            (a, b) -> Matrix.stack(List.of(a.rows(0, 1), b.rows(0), a.rows(2, 3), b.rows(1))),
            List.of(2, 2, 3),
            List.of(2, 1, 3)),
        one(
            "slice in the middle of three",
            x -> x.slice(1, 1, 3),
            x -> x.rows(1, 2, 4, 5),
            2,
            3,
            4),
        two(
            "stack",
            (a, b) -> Tensor.stack(a, b),
            (a, b) -> Matrix.stack(List.of(a, b)),
            List.of(2, 3),
            List.of(2, 3)),
        one("pack", x -> pack(x, true), x -> x.rows(3, 0, 4, 1, 5), 2, 3, 4),
        one("pack, time first", x -> pack(x, false), x -> x.rows(1, 0, 3, 2, 5), 3, 2, 4),
        one("unpack", x -> unpack(x, true), x -> unpacked(x, 1, 3, -1, -1, 0, 2, 4, -1), 5, 4),
        one(
            "unpack, time first",
            x -> unpack(x, false),
            x -> unpacked(x, 1, 0, 3, 2, -1, 4, -1, -1),
            5,
            4));
  }

  private static final int[] LENGTHS = {2, 3};

  private static Tensor pack(Tensor x, boolean batchFirst) {
    return PackedSequence.pack(x, LENGTHS, batchFirst).data();
  }

  private static Tensor unpack(Tensor x, boolean batchFirst) {
    return new PackedSequence(x, Packing.of(LENGTHS)).unpack(batchFirst, 0.5f, 4);
  }

  /// Rows of x, or of 0.5 for −1.
  private static Matrix unpacked(Matrix x, int... rows) {
    Matrix padding = Matrix.filled(1, x.columns(), 0.5);
    return Matrix.stack(Arrays.stream(rows).mapToObj(r -> r < 0 ? padding : x.rows(r)).toList());
  }

  private static Matrix mask(int rows, int columns, int... lengths) {
    double[] mask = new double[rows * columns];
    Arrays.setAll(mask, i -> i % columns < lengths[i / columns] ? 1 : 0);
    return Matrix.of(rows, columns, mask);
  }

  private interface Two<T> {
    T apply(T a, T b);
  }

  private static TensorCase one(
      String name,
      Function<Tensor, Tensor> engine,
      Function<Matrix, Matrix> oracle,
      Integer... shape) {
    return new TensorCase(
        name,
        List.of(TensorCase.Shape.of(shape)),
        x -> engine.apply(x.getFirst()),
        x -> oracle.apply(x.getFirst()));
  }

  private static TensorCase two(
      String name, Two<Tensor> engine, Two<Matrix> oracle, List<Integer> a, List<Integer> b) {
    return new TensorCase(
        name,
        List.of(new TensorCase.Shape(a), new TensorCase.Shape(b)),
        x -> engine.apply(x.get(0), x.get(1)),
        x -> oracle.apply(x.get(0), x.get(1)));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void values_and_gradients_are_the_oracles(TensorCase c) {
    c.check();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void values_that_are_on_an_accelerator_give_the_same_bits(TensorCase c) {
    try (Workers workers = Workers.on(TestDevice.open(), 1)) {
      c.assertSameBits(workers);
    }
  }

  @Test
  void a_parameter_that_is_on_an_accelerator_is_used_with_its_values_there() {
    Parameter p = new Parameter(Tensor.of(new float[] {1, 2, 3}, 3));
    try (Workers workers = Workers.on(TestDevice.open(), 1)) {
      p.storage().changedOn(workers.accelerator().orElseThrow());
      Tape tape = Tapes.used(workers);
      tape.backward(tape.use(p).times(tape.use(p)).sum());
      Bits.assertEqual("2·p", new float[] {2, 4, 6}, p.gradient().orElseThrow().toArray());
    }
  }

  @Test
  void a_parameter_used_as_a_tensor_gets_the_gradient_of_all_its_uses() {
    Parameter p = new Parameter(Tensor.of(new float[] {1, 2, 3}, 3));
    Tape tape = Tapes.used();
    Tensor a = tape.use(p);
    Tensor b = tape.use(p);
    tape.backward(a.times(b).plus(a).sum());
    float[] gradient = p.gradient().orElseThrow().toArray();
    Bits.assertEqual("2·p + 1", new float[] {3, 5, 7}, gradient);
  }

  @Test
  void a_second_backward_starts_activations_anew_and_goes_on_in_parameters() {
    Parameter p = new Parameter(Tensor.of(new float[] {1, 2, 3}, 3));
    Tape tape = Tapes.used();
    Tensor x = tape.input(Tensor.of(new float[] {4, 5, 6}, 3));
    Tensor y = x.times(tape.use(p)).sum();
    tape.backward(y);
    tape.backward(y);
    Bits.assertEqual("dx", new float[] {1, 2, 3}, x.gradient().orElseThrow().toArray());
    Bits.assertEqual("dp", new float[] {8, 10, 12}, p.gradient().orElseThrow().toArray());
    p.zeroGradient();
    assertEquals(true, p.gradient().isEmpty());
    tape.backward(y);
    Bits.assertEqual("anew", new float[] {4, 5, 6}, p.gradient().orElseThrow().toArray());
  }

  @Test
  void a_frozen_parameter_gets_none() {
    Parameter p = new Parameter(Tensor.of(new float[] {1, 2}, 2));
    p.freeze();
    Tape tape = Tapes.used();
    Tensor x = tape.input(Tensor.of(new float[] {4, 5}, 2));
    tape.backward(x.times(tape.use(p)).sum());
    Bits.assertEqual("dx", new float[] {1, 2}, x.gradient().orElseThrow().toArray());
    assertEquals(true, p.gradient().isEmpty());
  }

  @Test
  void backward_starts_from_a_single_number() {
    Tape tape = new Tape();
    Tensor x = tape.input(Tensor.of(new float[] {4, 5}, 2));
    Tensor y = x.times(2);
    var e = assertThrows(IllegalArgumentException.class, () -> tape.backward(y));
    String expected = "backward starts from a loss, a single number";
    assertTrue(String.valueOf(e.getMessage()).startsWith(expected), e::toString);
  }

  @Test
  void nothing_flows_back_through_detach() {
    Tape tape = Tapes.used();
    Tensor x = tape.input(Tensor.of(new float[] {4, 5}, 2));
    tape.backward(x.times(x.detach()).sum());
    Bits.assertEqual("dx", new float[] {4, 5}, x.gradient().orElseThrow().toArray());
  }
}
