package dev.recur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The SHA-256 of texts and numbers, each with its length before it, so that nothing can move from
/// one to the next.
final class Hash {
  private final MessageDigest digest;

  Hash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  Hash add(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
    digest.update(bytes);
    return this;
  }

  Hash add(long number) {
    digest.update(ByteBuffer.allocate(8).putLong(number).array());
    return this;
  }

  /// A space and the hash; nothing can be added any more.
  String hex() {
    return " " + HexFormat.of().formatHex(digest.digest());
  }
}
