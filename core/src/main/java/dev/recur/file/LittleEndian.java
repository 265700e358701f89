package dev.recur.file;

import dev.recur.file.NamedArray.Dtype;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Writes and reads arrays of numbers as little-endian bytes, chunk by chunk.
final class LittleEndian {
  // bytes, a multiple of every width; a channel copies a chunk to memory off the heap
  private static final int CHUNK = 1 << 16;

  // numbers allocated at first if the length of the file is not known
  private static final int FIRST = 1 << 14;

  private LittleEndian() {}

  /// Writes the numbers of an array.
  static void write(NamedArray array, OutputStream out) throws IOException {
    Object values = array.values(array.dtype());
    int width = array.dtype().width();
    int count = array.count();
    byte[] chunk = chunkFor(count, width);
    ByteBuffer view = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    int n;
    for (int at = 0; at < count; at += n) {
      n = Math.min(CHUNK / width, count - at);
      switch (values) {
        case float[] floats -> view.asFloatBuffer().put(floats, at, n);
        case long[] longs -> view.asLongBuffer().put(longs, at, n);
        default -> view.put(0, (byte[]) values, at, n);
      }
      out.write(chunk, 0, n * width);
    }
  }

  /// Reads `count` numbers into a new array of their type. If the length of the file is not known,
  /// the array grows while reading, so that a header alone cannot cause a large allocation.
  static Object read(HashedInput in, Dtype dtype, int count, boolean lengthKnown)
      throws IOException {
    int width = dtype.width();
    byte[] chunk = chunkFor(count, width);
    ByteBuffer view = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    Object values = allocate(dtype, lengthKnown ? count : Math.min(count, FIRST));
    int n;
    for (int at = 0; at < count; at += n) {
      n = Math.min(CHUNK / width, count - at);
      in.fill(chunk, n * width);
      values = withRoom(values, at + n, count);
      switch (values) {
        case float[] floats -> view.asFloatBuffer().get(floats, at, n);
        case long[] longs -> view.asLongBuffer().get(longs, at, n);
        default -> view.get(0, (byte[]) values, at, n);
      }
    }
    return values;
  }

  private static byte[] chunkFor(int count, int width) {
    return new byte[(int) Math.min(CHUNK, (long) count * width)]; // many arrays are small
  }

  private static Object allocate(Dtype dtype, int count) {
    return switch (dtype) {
      case I64 -> new long[count];
      case F32 -> new float[count];
      case U8 -> new byte[count];
    };
  }

  /// The array itself if `wanted` numbers fit, else a copy with room for twice as many.
  private static Object withRoom(Object values, int wanted, int most) {
    int length = (int) Math.min(most, 2L * wanted);
    return switch (values) {
      case float[] floats when floats.length < wanted -> Arrays.copyOf(floats, length);
      case long[] longs when longs.length < wanted -> Arrays.copyOf(longs, length);
      case byte[] bytes when bytes.length < wanted -> Arrays.copyOf(bytes, length);
      default -> values;
    };
  }
}
