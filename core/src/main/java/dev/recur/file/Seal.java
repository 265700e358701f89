package dev.recur.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// The SHA-256 of a model file, stored in the file itself: it covers the whole file, with zeros in
/// place of the 64 digits of the hash.
///
/// It detects damage and accidental changes. It is not a signature: a person who alters a file on
/// purpose can also update the hash.
final class Seal {
  /// The metadata key of the hash.
  static final String KEY = "recur.sha256";

  /// The placeholder for the hash while it is computed.
  static final String BLANK = "0".repeat(64);

  private static final byte[] MARK = ("\"" + KEY + "\":\"").getBytes(StandardCharsets.US_ASCII);

  private Seal() {}

  /// Where the digits start in the header, or −1. In a header that has been parsed, the mark cannot
  /// be inside a string, because there its quotation marks would be escaped.
  static int position(byte[] header) {
    int last = header.length - MARK.length - BLANK.length();
    for (int at = 0; at <= last; at++) {
      if (Arrays.equals(header, at, at + MARK.length, MARK, 0, MARK.length)) {
        return at + MARK.length;
      }
    }
    return -1;
  }

  /// The header with its 64 digits at `position` replaced by others.
  static byte[] with(byte[] header, int position, String digits) {
    byte[] copy = header.clone();
    byte[] ascii = digits.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, copy, position, ascii.length);
    return copy;
  }

  /// A hash of the length and the blank header, to be updated with the data.
  static MessageDigest over(byte[] blankHeader) {
    MessageDigest hash = sha256();
    hash.update(lengthOf(blankHeader));
    hash.update(blankHeader);
    return hash;
  }

  /// The hash as 64 lower-case hexadecimal digits, as in the header.
  static String digits(MessageDigest hash) {
    return HexFormat.of().formatHex(hash.digest());
  }

  /// The 8 bytes before a header: its length.
  static byte[] lengthOf(byte[] header) {
    return ByteBuffer.allocate(Long.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
