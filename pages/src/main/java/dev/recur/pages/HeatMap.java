package dev.recur.pages;

import dev.recur.inspect.Activations;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.DeflaterOutputStream;

/// A state or gate over the tokens as a picture: a pixel for each unit, from the top, and token,
/// from the left. Blue is above 0, orange below, and what is near 0 lets the page shine through, in
/// light and dark mode.
///
/// The picture is a PNG file (W3C 2003, *Portable Network Graphics Specification*, second edition).
final class HeatMap {
  private static final int POSITIVE = 0x0072B2; // blue and vermilion of Okabe and Ito
  private static final int NEGATIVE = 0xD55E00;
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int DEPTH = 8; // bits of a sample
  private static final int COLOURS_AND_ALPHA = 6;

  private HeatMap() {}

  /// The picture as the address of an image.
  static String address(Activations values) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(values));
  }

  /// The largest absolute value, which is drawn without transparency; 1 for values that cannot be
  /// larger.
  static float strongest(Activations values) {
    float most = 0;
    for (int t = 0; t < values.tokens(); t++) {
      for (int j = 0; j < values.units(); j++) {
        most = Math.max(most, Math.abs(values.at(t, j)));
      }
    }
    return values.name().equals("c") ? Math.max(most, Float.MIN_NORMAL) : 1;
  }

  private static byte[] png(Activations values) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(SIGNATURE);
    try {
      chunk(file, "IHDR", header(values));
      chunk(file, "IDAT", pixels(values));
      chunk(file, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return file.toByteArray();
  }

  private static byte[] header(Activations values) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(header);
    out.writeInt(values.tokens());
    out.writeInt(values.units());
    out.write(new byte[] {DEPTH, COLOURS_AND_ALPHA, 0, 0, 0});
    return header.toByteArray();
  }

  private static byte[] pixels(Activations values) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    float most = strongest(values);
    try (OutputStream out = new DeflaterOutputStream(packed)) {
      for (int j = 0; j < values.units(); j++) {
        out.write(0); // a line without a filter
        for (int t = 0; t < values.tokens(); t++) {
          float x = values.at(t, j) / most;
          int colour = x < 0 ? NEGATIVE : POSITIVE;
          out.write(colour >> 16);
          out.write(colour >> 8);
          out.write(colour);
          out.write(Math.clamp(Math.round(255 * Math.abs(x)), 0, 255));
        }
      }
    }
    return packed.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream file, String type, byte[] data)
      throws IOException {
    DataOutputStream out = new DataOutputStream(file);
    out.writeInt(data.length);
    CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32());
    checked.write(type.getBytes(StandardCharsets.US_ASCII));
    checked.write(data);
    out.writeInt((int) checked.getChecksum().getValue());
  }
}
