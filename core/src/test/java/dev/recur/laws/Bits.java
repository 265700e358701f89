package dev.recur.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Assertions;

/// The law `=`: equal bits, where all NaNs count as equal and −0 differs from 0.
final class Bits {
  private Bits() {}

  static void assertEqual(String what, float[] expected, float[] got) {
    assertEquals(expected.length, got.length, () -> what + ": how many numbers");
    for (int i = 0; i < expected.length; i++) {
      if (bits(expected[i]) != bits(got[i])) {
        Assertions.fail(
            "%s, number %d: expected %s (%08x), got %s (%08x)"
                .formatted(what, i, expected[i], bits(expected[i]), got[i], bits(got[i])));
      }
    }
  }

  private static int bits(float x) {
    return Float.isNaN(x) ? 0x7fc00000 : Float.floatToRawIntBits(x);
  }
}
