package dev.recur.file;

import java.util.Arrays;
import java.util.List;

/// An array of numbers with a name and a shape, as stored in a model file. It is immutable: its
/// numbers are copied from (but for [#giving]) and to the caller.
///
/// {@snippet class="FileExamples" region="modelFile"}
///
/// The last dimension of the shape is contiguous (row-major order). An empty shape is a single
/// number.
public final class NamedArray {
  /// The types of numbers in a model file, in the order in which their arrays are written: the
  /// widest first, so that each array is aligned to its own type.
  public enum Dtype {
    /// Signed 64-bit integers.
    I64(8),
    /// IEEE 754 single-precision numbers; the bits of NaNs are preserved.
    F32(4),
    /// Bytes.
    U8(1);

    private final int width;

    Dtype(int width) {
      this.width = width;
    }

    /// How many bytes one number takes.
    public int width() {
      return width;
    }
  }

  private final String name;
  private final Dtype dtype;
  private final int[] shape;
  private final Object values; // float[], long[] or byte[], as dtype says

  /// An array that takes ownership of `values`.
  NamedArray(String name, Dtype dtype, int[] shape, Object values) {
    this.name = Limits.checkedName(name);
    this.dtype = dtype;
    this.shape = shape;
    this.values = values;
  }

  /// An array of 32-bit floating-point numbers.
  public static NamedArray of(String name, float[] values, int... shape) {
    checkShape(name, values.length, shape);
    return new NamedArray(name, Dtype.F32, shape.clone(), values.clone());
  }

  /// An array of 32-bit floating-point numbers, without a copy: the caller must not change them
  /// afterwards.
  public static NamedArray giving(String name, float[] values, int... shape) {
    checkShape(name, values.length, shape);
    return new NamedArray(name, Dtype.F32, shape.clone(), values);
  }

  /// An array of 64-bit integers.
  public static NamedArray of(String name, long[] values, int... shape) {
    checkShape(name, values.length, shape);
    return new NamedArray(name, Dtype.I64, shape.clone(), values.clone());
  }

  /// An array of bytes.
  public static NamedArray of(String name, byte[] values, int... shape) {
    checkShape(name, values.length, shape);
    return new NamedArray(name, Dtype.U8, shape.clone(), values.clone());
  }

  /// Stores a list of strings, such as a vocabulary, as two arrays, `name.bytes` and
  /// `name.offsets`. [ModelFile#strings] returns the list.
  public static List<NamedArray> ofStrings(String name, List<String> strings) {
    return StringArrays.encode(name, strings);
  }

  /// The name, such as `rnn.weight_ih_l0`.
  public String name() {
    return name;
  }

  /// The type of its numbers.
  public Dtype dtype() {
    return dtype;
  }

  /// The size of each dimension, the last one contiguous.
  public int[] shape() {
    return shape.clone();
  }

  /// How many numbers it holds.
  public int count() {
    return switch (values) {
      case float[] floats -> floats.length;
      case long[] longs -> longs.length;
      default -> ((byte[]) values).length;
    };
  }

  /// A copy of the numbers of an F32 array.
  public float[] floats() {
    return ((float[]) values(Dtype.F32)).clone();
  }

  /// A copy of the numbers of an I64 array.
  public long[] longs() {
    return ((long[]) values(Dtype.I64)).clone();
  }

  /// A copy of the numbers of a U8 array.
  public byte[] bytes() {
    return ((byte[]) values(Dtype.U8)).clone();
  }

  /// Its name, type and shape, such as `weight F32 [3, 4]`.
  @Override
  public String toString() {
    return name + " " + dtype + " " + Arrays.toString(shape);
  }

  /// The array itself, not a copy; for callers in this package, which must not change it.
  Object values(Dtype wanted) {
    if (dtype != wanted) {
      throw new IllegalStateException(this + ": expected " + wanted + " numbers, got " + dtype);
    }
    return values;
  }

  private static void checkShape(String name, int count, int[] shape) {
    for (int size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException(
            name + ": expected dimensions of at least 0, got " + Arrays.toString(shape));
      }
    }
    if (shape.length > Limits.RANK) {
      throw new IllegalArgumentException(
          name + ": expected at most " + Limits.RANK + " dimensions, got " + shape.length);
    }
    long needed = Limits.count(Arrays.stream(shape).asLongStream().toArray());
    if (needed != count) {
      throw new IllegalArgumentException(
          "%s: shape %s needs %s numbers, got %s"
              .formatted(name, Arrays.toString(shape), needed < 0 ? "too many" : needed, count));
    }
  }
}
