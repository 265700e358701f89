package dev.recur.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Converts tokens to UTF-8 bytes, end to end, with the offset of each, as stored in a model file,
/// and back.
final class TokenBytes {
  private TokenBytes() {}

  static byte[] encode(List<String> tokens) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(tokens.size() * 8);
    for (String token : tokens) {
      bytes.writeBytes(utf8(token));
    }
    return bytes.toByteArray();
  }

  static long[] offsets(List<String> tokens) {
    long[] offsets = new long[tokens.size() + 1];
    for (int i = 0; i < tokens.size(); i++) {
      offsets[i + 1] = offsets[i] + utf8(tokens.get(i)).length;
    }
    return offsets;
  }

  static List<String> decode(byte[] utf8, long[] offsets) {
    if (offsets.length == 0 || offsets[0] != 0 || offsets[offsets.length - 1] != utf8.length) {
      throw new IllegalArgumentException(
          "the vocabulary's offsets must run from 0 to its %s bytes, got %s"
              .formatted(
                  utf8.length,
                  offsets.length == 0
                      ? "none"
                      : offsets[0] + " to " + offsets[offsets.length - 1]));
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    List<String> tokens = new ArrayList<>(offsets.length - 1);
    for (int i = 0; i + 1 < offsets.length; i++) {
      if (offsets[i + 1] < offsets[i] || offsets[i + 1] > utf8.length) {
        throw new IllegalArgumentException(
            "token %s of the vocabulary would span the bytes %s to %s of %s"
                .formatted(i, offsets[i], offsets[i + 1], utf8.length));
      }
      tokens.add(string(utf8, (int) offsets[i], (int) offsets[i + 1], i, decoder));
    }
    return tokens;
  }

  private static String string(byte[] utf8, int from, int to, int number, CharsetDecoder decoder) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(utf8, from, to - from);
      return decoder.decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "token %s of the vocabulary is not UTF-8".formatted(number), e);
    }
  }

  private static byte[] utf8(String token) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(token));
      byte[] exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "the token \"%s\" contains an unpaired surrogate, which UTF-8 cannot encode"
              .formatted(token),
          e);
    }
  }
}
