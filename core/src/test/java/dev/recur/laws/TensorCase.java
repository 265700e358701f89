package dev.recur.laws;

import dev.recur.oracle.Matrix;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;

/// A function of tensors, in the engine and in double precision, and the inputs to compare them
/// with: values ≈ values, gradients ≈ gradients.
///
/// @param shapes the shapes of the inputs; the oracle gets them as matrices, a vector as one row
///   and of more than two dimensions all but the last as rows
record TensorCase(
    String name,
    List<Shape> shapes,
    Function<List<Tensor>, Tensor> engine,
    Function<List<Matrix>, Matrix> oracle) {

  /// The shape of an input.
  record Shape(List<Integer> sizes) {
    static Shape of(Integer... sizes) {
      return new Shape(List.of(sizes));
    }

    int[] array() {
      return sizes.stream().mapToInt(i -> i).toArray();
    }

    int columns() {
      return sizes.isEmpty() ? 1 : sizes.getLast();
    }

    int count() {
      return sizes.stream().mapToInt(i -> i).reduce(1, (a, b) -> a * b);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private float[] input(int i) {
    return Problem.numbers(Seed.of(name.length()).split(i), shapes.get(i).count());
  }

  /// Values, and the gradient of every input.
  void check() {
    for (int i = 0; i < shapes.size(); i++) {
      check(List.of(i));
    }
    check(IntStream.range(0, shapes.size()).boxed().toList());
  }

  /// The same with gradients for these inputs only; the others are data.
  private void check(List<Integer> wanted) {
    Tape tape = Tapes.used();
    List<Tensor> inputs = new ArrayList<>();
    List<Matrix> matrices = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      Shape shape = shapes.get(i);
      Tensor x = Tensor.of(input(i), shape.array());
      inputs.add(wanted.contains(i) ? tape.input(x) : tape.constant(x));
      matrices.add(Matrix.of(shape.count() / shape.columns(), shape.columns(), input(i)));
    }
    Tensor y = engine.apply(inputs);
    Matrix expected = oracle.apply(matrices);
    Close.assertForward(name, expected.values(), y.toArray());
    float[] dy = upstream(y.count());
    tape.backward(y, Tensor.of(dy, y.shape()));
    expected.backward(Close.doubles(dy));
    for (int i = 0; i < inputs.size(); i++) {
      String what = name + ", gradient of input " + i;
      if (wanted.contains(i)) {
        float[] got = inputs.get(i).gradient().orElseThrow().toArray();
        Close.assertGradient(what, matrices.get(i).gradient(), got);
      } else if (inputs.get(i).gradient().isPresent()) {
        Assertions.fail(what + ": nobody asked for it");
      }
    }
  }

  /// Numbers from N(0, 1): nothing that a wrong sum could cancel.
  static float[] upstream(int count) {
    Random random = new Random(count);
    float[] dy = new float[count];
    for (int i = 0; i < count; i++) {
      dy[i] = (float) random.nextGaussian();
    }
    return dy;
  }
}
