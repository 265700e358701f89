package dev.recur.kernel;

import java.math.BigDecimal;

/// Whether [Math#fma(float, float, float)] is one instruction here, as every kernel requires.
///
/// Without that instruction Java computes it with BigDecimal: the same bits, about a thousand times
/// slower, so a training run would seem to hang.
final class FusedMultiplyAdd {
  static final String MISSING =
      "This processor, or this Java with -XX:-UseFMA, cannot multiply and add in one instruction"
          + " (FMA), which Recur needs: x86 processors have it since 2013, ARM ones with 64 bits"
          + " always.";

  private static final int CALLS = 16;
  private static final int TRIES = 5;

  private FusedMultiplyAdd() {}

  static boolean inHardware() {
    return Found.IN_HARDWARE;
  }

  private static final class Found {
    static final boolean IN_HARDWARE = measure();
  }

  // Nothing in java.base reports it, so it is measured, against the detour that Java would take.
  // HotSpot has the instruction even in its interpreter, where a call lasts 0.03 µs; BigDecimal
  // takes 200 times that, and Java without the instruction 3 times as long again. The shortest of
  // several tries counts, so that a pause of the machine in one of them does not.
  private static boolean measure() {
    float x = 1.1f;
    BigDecimal factor = new BigDecimal("1.10000002384185791015625");
    BigDecimal big = factor;
    long fused = Long.MAX_VALUE;
    long detour = Long.MAX_VALUE;
    for (int t = 0; t < TRIES; t++) {
      long start = System.nanoTime();
      for (int i = 0; i < CALLS; i++) {
        x = Math.fma(x, 0.5f, 1.1f);
      }
      long middle = System.nanoTime();
      for (int i = 0; i < CALLS; i++) {
        big = new BigDecimal(x).multiply(factor).add(factor);
      }
      fused = Math.min(fused, middle - start);
      detour = Math.min(detour, System.nanoTime() - middle);
    }
    return big.signum() > 0 && fused < detour / 4;
  }
}
