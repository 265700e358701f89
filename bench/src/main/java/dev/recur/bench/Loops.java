package dev.recur.bench;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Loops that reach the limits of the machine: multiply-adds, and moving memory.
//
// Every accumulator is a local variable that leaves its method only through an array; otherwise the
// JIT would allocate an object for it. Meter checks what the thread allocates.
final class Loops {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int ACCUMULATORS = 12; // 2 units with a latency of 4 cycles, and some spare

  private Loops() {}

  /// The number of operations of this many turns of [#multiplyAdd]: two for each float.
  static double operations(int turns) {
    return 2.0 * ACCUMULATORS * L * turns;
  }

  /// Twelve chains of fused multiply-adds.
  ///
  /// @param sink at least as long as twelve vectors, read and written
  static void multiplyAdd(int turns, float[] sink) {
    FloatVector x = FloatVector.broadcast(S, 0.999f);
    FloatVector y = FloatVector.broadcast(S, 1e-3f);
    FloatVector a0 = FloatVector.fromArray(S, sink, 0);
    FloatVector a1 = FloatVector.fromArray(S, sink, L);
    FloatVector a2 = FloatVector.fromArray(S, sink, 2 * L);
    FloatVector a3 = FloatVector.fromArray(S, sink, 3 * L);
    FloatVector a4 = FloatVector.fromArray(S, sink, 4 * L);
    FloatVector a5 = FloatVector.fromArray(S, sink, 5 * L);
    FloatVector a6 = FloatVector.fromArray(S, sink, 6 * L);
    FloatVector a7 = FloatVector.fromArray(S, sink, 7 * L);
    FloatVector a8 = FloatVector.fromArray(S, sink, 8 * L);
    FloatVector a9 = FloatVector.fromArray(S, sink, 9 * L);
    FloatVector a10 = FloatVector.fromArray(S, sink, 10 * L);
    FloatVector a11 = FloatVector.fromArray(S, sink, 11 * L);
    for (int i = 0; i < turns; i++) {
      a0 = a0.fma(x, y);
      a1 = a1.fma(x, y);
      a2 = a2.fma(x, y);
      a3 = a3.fma(x, y);
      a4 = a4.fma(x, y);
      a5 = a5.fma(x, y);
      a6 = a6.fma(x, y);
      a7 = a7.fma(x, y);
      a8 = a8.fma(x, y);
      a9 = a9.fma(x, y);
      a10 = a10.fma(x, y);
      a11 = a11.fma(x, y);
    }
    a0.intoArray(sink, 0);
    a1.intoArray(sink, L);
    a2.intoArray(sink, 2 * L);
    a3.intoArray(sink, 3 * L);
    a4.intoArray(sink, 4 * L);
    a5.intoArray(sink, 5 * L);
    a6.intoArray(sink, 6 * L);
    a7.intoArray(sink, 7 * L);
    a8.intoArray(sink, 8 * L);
    a9.intoArray(sink, 9 * L);
    a10.intoArray(sink, 10 * L);
    a11.intoArray(sink, 11 * L);
  }

  /// The number of floats that [#multiplyAdd] needs.
  static int sinkLength() {
    return ACCUMULATORS * L;
  }

  /// Reads x; n is a multiple of eight vectors, here and below.
  static void read(int n, float[] x, float[] sink) {
    FloatVector a0 = FloatVector.fromArray(S, sink, 0);
    FloatVector a1 = FloatVector.fromArray(S, sink, L);
    FloatVector a2 = FloatVector.fromArray(S, sink, 2 * L);
    FloatVector a3 = FloatVector.fromArray(S, sink, 3 * L);
    FloatVector a4 = FloatVector.fromArray(S, sink, 4 * L);
    FloatVector a5 = FloatVector.fromArray(S, sink, 5 * L);
    FloatVector a6 = FloatVector.fromArray(S, sink, 6 * L);
    FloatVector a7 = FloatVector.fromArray(S, sink, 7 * L);
    for (int i = 0; i < n; i += 8 * L) {
      a0 = a0.add(FloatVector.fromArray(S, x, i));
      a1 = a1.add(FloatVector.fromArray(S, x, i + L));
      a2 = a2.add(FloatVector.fromArray(S, x, i + 2 * L));
      a3 = a3.add(FloatVector.fromArray(S, x, i + 3 * L));
      a4 = a4.add(FloatVector.fromArray(S, x, i + 4 * L));
      a5 = a5.add(FloatVector.fromArray(S, x, i + 5 * L));
      a6 = a6.add(FloatVector.fromArray(S, x, i + 6 * L));
      a7 = a7.add(FloatVector.fromArray(S, x, i + 7 * L));
    }
    a0.intoArray(sink, 0);
    a1.intoArray(sink, L);
    a2.intoArray(sink, 2 * L);
    a3.intoArray(sink, 3 * L);
    a4.intoArray(sink, 4 * L);
    a5.intoArray(sink, 5 * L);
    a6.intoArray(sink, 6 * L);
    a7.intoArray(sink, 7 * L);
  }

  /// y = x
  static void copy(int n, float[] x, float[] y) {
    for (int i = 0; i < n; i += 4 * L) {
      FloatVector.fromArray(S, x, i).intoArray(y, i);
      FloatVector.fromArray(S, x, i + L).intoArray(y, i + L);
      FloatVector.fromArray(S, x, i + 2 * L).intoArray(y, i + 2 * L);
      FloatVector.fromArray(S, x, i + 3 * L).intoArray(y, i + 3 * L);
    }
  }

  /// y = y + x
  static void update(int n, float[] x, float[] y) {
    for (int i = 0; i < n; i += 4 * L) {
      int j = i + L;
      int k = i + 2 * L;
      int l = i + 3 * L;
      FloatVector.fromArray(S, y, i).add(FloatVector.fromArray(S, x, i)).intoArray(y, i);
      FloatVector.fromArray(S, y, j).add(FloatVector.fromArray(S, x, j)).intoArray(y, j);
      FloatVector.fromArray(S, y, k).add(FloatVector.fromArray(S, x, k)).intoArray(y, k);
      FloatVector.fromArray(S, y, l).add(FloatVector.fromArray(S, x, l)).intoArray(y, l);
    }
  }
}
