package dev.recur.tensor;

import dev.recur.kernel.Arena;
import dev.recur.kernel.Storage;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/// An array of float32 numbers with a shape, in row-major order (the last dimension varies
/// fastest).
///
/// A tensor made by [#of] belongs to no tape. The result of an operation on a tensor of a [Tape]
/// belongs to that tape: backward passes go through it, and it must not be used after
/// `tape.reset()`. [#copy()], [#detach()] and [#toArray()] take its values off the tape.
///
/// {@snippet class="TensorExamples" region="tensor"}
public final class Tensor {
  private final Tape tape;
  private final int[] shape;
  private final Storage storage;
  private final int generation;

  Tensor(Tape tape, int[] shape, Storage storage) {
    this.tape = tape;
    this.shape = shape;
    this.storage = storage;
    this.generation = tape.generation();
  }

  /// A tensor with a copy of these values.
  ///
  /// @param values at least as many as the shape needs, in row-major order; any others are ignored
  /// @throws IllegalArgumentException if there are too few
  public static Tensor of(float[] values, int... shape) {
    int count = countOf(shape);
    if (values.length < count) {
      throw new IllegalArgumentException(
          "shape %s needs %s values, got %s".formatted(Shape.of(shape), count, values.length));
    }
    return new Tensor(
        Tape.NONE,
        shape.clone(),
        new Storage(Arrays.copyOf(values, count), count, Arena.unpooled()));
  }

  /// A tensor of zeros.
  public static Tensor zeros(int... shape) {
    int count = countOf(shape);
    return new Tensor(
        Tape.NONE, shape.clone(), new Storage(new float[count], count, Arena.unpooled()));
  }

  /// A single number, of shape ().
  public static Tensor scalar(float value) {
    return of(new float[] {value});
  }

  /// The shape.
  public int[] shape() {
    return shape.clone();
  }

  /// The number of dimensions.
  public int rank() {
    return shape.length;
  }

  /// The size of a dimension; −1 is the last one, −2 the one before it.
  public int size(int dimension) {
    int d = dimension < 0 ? dimension + shape.length : dimension;
    if (d < 0 || d >= shape.length) {
      throw new IllegalArgumentException(
          "a tensor of shape %s has no dimension %s".formatted(Shape.of(shape), dimension));
    }
    return shape[d];
  }

  /// The number of elements.
  public int count() {
    return storage.count;
  }

  /// A copy of the elements, in row-major order.
  public float[] toArray() {
    return Arrays.copyOf(storage().values(), storage.count);
  }

  /// The element of a tensor that has exactly one.
  public float item() {
    if (storage.count != 1) {
      throw new IllegalArgumentException(
          "item() needs a single element, got shape " + Shape.of(shape));
    }
    return storage().values()[0];
  }

  /// The element at an index, such as `get(row, column)`.
  public float get(int... index) {
    if (index.length != shape.length) {
      throw new IllegalArgumentException(
          "expected %s indices for shape %s, got %s"
              .formatted(shape.length, Shape.of(shape), index.length));
    }
    int at = 0;
    for (int d = 0; d < shape.length; d++) {
      at = at * shape[d] + Objects.checkIndex(index[d], shape[d]);
    }
    return storage().values()[at];
  }

  /// The tape that this tensor belongs to; if there is none, a tape that records nothing.
  public Tape tape() {
    return tape;
  }

  /// A copy of the values that belongs to no tape: no gradient flows back through it, and it
  /// outlives `tape.reset()`, as truncated back-propagation requires.
  public Tensor detach() {
    return of(storage().values(), shape);
  }

  /// A copy that belongs to no tape: the same as [#detach()].
  public Tensor copy() {
    return detach();
  }

  /// The same values in another shape; one size may be −1, and is then computed from the others.
  public Tensor reshape(int... newShape) {
    return Operations.reshape(this, newShape);
  }

  /// this + b; the shape of b is the same, or the end of this shape (such as a row that is added to
  /// every row).
  public Tensor plus(Tensor b) {
    return Operations.plus(this, b);
  }

  /// this − b, for the same shapes as [#plus].
  public Tensor minus(Tensor b) {
    return plus(b.times(-1f));
  }

  /// this ⊙ b, element by element, for the same shapes as [#plus].
  public Tensor times(Tensor b) {
    return Operations.times(this, b);
  }

  /// this · factor.
  public Tensor times(float factor) {
    return Operations.scaled(this, factor);
  }

  /// The matrix product: (M, K) · (K, N) = (M, N).
  public Tensor product(Tensor b) {
    return Operations.product(this, b);
  }

  /// tanh of every element.
  public Tensor tanh() {
    return Operations.tanh(this);
  }

  /// The sum of all elements, of shape ().
  public Tensor sum() {
    return Operations.sum(this);
  }

  /// The elements from to to − 1 along a dimension.
  public Tensor slice(int dimension, int from, int to) {
    return Joining.slice(this, dimension, from, to);
  }

  /// Rows of this tensor (elements of its first dimension), in any order, each any number of times,
  /// like `x[index]` in PyTorch.
  public Tensor rows(int... index) {
    return Joining.rows(this, index);
  }

  /// The tensors one after another along an existing dimension, like `torch.cat`.
  public static Tensor concat(int dimension, Tensor... parts) {
    return Joining.concat(dimension, parts);
  }

  /// Tensors of the same shape along a new first dimension, like `torch.stack`.
  public static Tensor stack(Tensor... parts) {
    return Joining.stack(parts);
  }

  /// The softmax of each row b of this matrix (B, T) over its first `lengths[b]` elements; the
  /// others are 0.
  public Tensor maskedSoftmax(int[] lengths) {
    return Operations.maskedSoftmax(this, lengths);
  }

  /// A copy of the gradient from the last backward pass; empty if it did not reach this tensor.
  public Optional<Tensor> gradient() {
    float[] d = storage().gradient();
    return d == null ? Optional.empty() : Optional.of(of(d, shape));
  }

  /// The values and the gradient, for layers.
  ///
  /// @throws IllegalStateException if the tape was reset since this tensor was made
  @SuppressWarnings("exports")
  public Storage storage() {
    if (generation != tape.generation()) {
      throw new IllegalStateException(
          "this tensor's memory was freed by tape.reset(): take a copy() or detach() before the"
              + " reset");
    }
    return storage;
  }

  @Override
  public String toString() {
    float[] v = toArray();
    String values =
        v.length <= 12
            ? Arrays.toString(v)
            : Arrays.toString(Arrays.copyOf(v, 12)).replace("]", ", …]");
    return "Tensor" + Shape.of(shape) + " " + values;
  }

  static int countOf(int... shape) {
    long count = 1;
    for (int size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException("no size may be negative: " + Shape.of(shape));
      }
      count *= size;
      if (count > Integer.MAX_VALUE - 16) {
        throw new IllegalArgumentException(
            "a tensor of shape %s is too large: expected fewer than 2^31 elements"
                .formatted(Shape.of(shape)));
      }
    }
    return (int) count;
  }
}
