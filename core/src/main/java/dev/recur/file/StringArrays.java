package dev.recur.file;

import dev.recur.file.NamedArray.Dtype;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Stores lists of strings as two arrays: the UTF-8 bytes of all strings, end to end, and the
/// offset at which each starts, followed by the total. (A header can hold strings, too, but its
/// size is limited.)
final class StringArrays {
  private static final String BYTES = ".bytes";
  private static final String OFFSETS = ".offsets";

  private StringArrays() {}

  static List<NamedArray> encode(String name, List<String> strings) {
    long[] offsets = new long[strings.size() + 1];
    List<byte[]> encoded = new ArrayList<>(strings.size());
    for (int i = 0; i < strings.size(); i++) {
      String where = name + ", string " + i;
      byte[] utf8 = Limits.checkedText(where, strings.get(i)).getBytes(StandardCharsets.UTF_8);
      encoded.add(utf8);
      offsets[i + 1] = offsets[i] + utf8.length;
    }
    long total = offsets[strings.size()];
    if (total > Limits.COUNT) {
      throw new IllegalArgumentException(
          "%s: expected at most %s bytes of strings, got %s".formatted(name, Limits.COUNT, total));
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) total);
    encoded.forEach(bytes::put);
    return List.of(
        NamedArray.of(name + OFFSETS, offsets, offsets.length),
        new NamedArray(name + BYTES, Dtype.U8, new int[] {(int) total}, bytes.array()));
  }

  static List<String> decode(ModelFile file, String name) throws ModelFileException {
    byte[] bytes = (byte[]) file.array(name + BYTES, Dtype.U8).values(Dtype.U8);
    long[] offsets = (long[]) file.array(name + OFFSETS, Dtype.I64).values(Dtype.I64);
    if (offsets.length == 0 || offsets[0] != 0 || offsets[offsets.length - 1] != bytes.length) {
      throw file.invalid(
          "array '%s': expected offsets from 0 to %s, the bytes of '%s', got others (altered)"
              .formatted(name + OFFSETS, bytes.length, name + BYTES));
    }
    CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    List<String> strings = new ArrayList<>(offsets.length - 1);
    for (int i = 0; i + 1 < offsets.length; i++) {
      long begin = offsets[i];
      long end = offsets[i + 1];
      if (end < begin || end > bytes.length) {
        throw file.invalid(
            "array '%s': expected increasing offsets, got %s after %s at %s (altered)"
                .formatted(name + OFFSETS, end, begin, i + 1));
      }
      try {
        ByteBuffer slice = ByteBuffer.wrap(bytes, (int) begin, (int) (end - begin));
        strings.add(utf8.decode(slice).toString());
      } catch (CharacterCodingException e) {
        throw file.invalid(
            "array '%s': expected UTF-8 in string %s, got other bytes (altered)"
                .formatted(name + BYTES, i));
      }
    }
    return List.copyOf(strings);
  }
}
