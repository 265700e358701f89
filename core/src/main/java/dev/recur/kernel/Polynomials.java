package dev.recur.kernel;

/// The definitions of tanh, sigmoid, exp and log: polynomials of our own, so that scalar code,
/// vector code of every width, the interpreter and the compiler give the same bits.
///
/// Each uses additions, multiplications, fused multiply-adds, divisions and powers of two only, all
/// of them exactly defined by IEEE 754. [ScalarPolynomials] and [VectorPolynomials] repeat the same
/// operations in the same order; what stands here is the reference for both. Largest errors over
/// every seventh float: tanh 2.6 ulp, sigmoid 2.5, exp 0.9, log 0.9. NaN stays NaN.
//
// Derivation. exp: x = n·ln2 + r with n = round(x / ln2), so |r| <= ln2 / 2, and e^x = 2^n · e^r.
// Adding 1.5 · 2^23 rounds to the nearest integer, because floats of that size have no fraction.
// ln2 is subtracted in two parts (Cody & Waite 1980, chapter 6): the first has so few bits that n
// times it is exact. e^r is the minimax polynomial of degree 6 whose first two coefficients are 1.
//
// tanh(v) = h / (h + 1) with h = (e^2v - 1) / 2, for v = |x|; the sign comes back at the end, so
// tanh is odd. Here v = n·ln2/2 + r, q = (e^2r - 1) / 2 is the minimax polynomial of degree 6 that
// begins with r, and h = 2^n·q + (2^n - 1) / 2. For tiny v that is v itself. From v = 9.02 on the
// quotient rounds to 1, and it is never above 1, since h + 1 >= h.
//
// log: x = 2^e · (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)), and log(1 + f) = f - f²/2 + f³·P(f),
// P minimax of degree 8.
//
// The coefficients come from Lawson's algorithm (iteratively reweighted least squares) on the
// relative error, then rounded to float.
final class Polynomials {
  static final float ROUND = 0x1.8p23f; // adding and subtracting it rounds to an integer
  static final int ROUND_BITS = 0x4B400000; // the bits of ROUND
  static final float LOG2_E = 0x1.715476p0f; // 1 / ln2
  static final float LN2_HIGH = 0x1.63p-1f; // 9 bits
  static final float LN2_LOW = -0x1.bd0106p-13f; // ln2 - LN2_HIGH

  // Below, 2^n·e^r is under half of the smallest float; above, it is infinite.
  static final float EXP_LOWEST = -104f;
  static final float EXP_HIGHEST = 89f;
  static final float E2 = 0x1.fffffcp-2f;
  static final float E3 = 0x1.555492p-3f;
  static final float E4 = 0x1.5558f2p-5f;
  static final float E5 = 0x1.123a20p-7f;
  static final float E6 = 0x1.6a23ccp-10f;

  // e^-x here needs one power of two, not two: below -87 it is too small to change 1 + e^-x.
  static final float SIGMOID_LOWEST = -87f;

  static final float TANH_HIGHEST = 10f; // beyond 9.02 tanh rounds to 1
  static final float TWO_LOG2_E = 0x1.715476p1f;
  static final float HALF_LN2_HIGH = 0x1.63p-2f;
  static final float HALF_LN2_LOW = -0x1.bd0106p-14f;
  static final float T2 = 0x1.fffffep-1f;
  static final float T3 = 0x1.5554b0p-1f;
  static final float T4 = 0x1.555674p-2f;
  static final float T5 = 0x1.1227b0p-3f;
  static final float T6 = 0x1.6bebf4p-5f;

  static final int SQRT_HALF_BITS = 0x3F3504F3;
  static final float L0 = 0x1.555548p-2f;
  static final float L1 = -0x1.000006p-2f;
  static final float L2 = 0x1.99a4b6p-3f;
  static final float L3 = -0x1.555c4ep-3f;
  static final float L4 = 0x1.233766p-3f;
  static final float L5 = -0x1.fc2210p-4f;
  static final float L6 = 0x1.e6f094p-4f;
  static final float L7 = -0x1.de3bf2p-4f;
  static final float L8 = 0x1.145724p-4f;

  private Polynomials() {}

  static float tanh(float x) {
    float v = Math.min(Math.abs(x), TANH_HIGHEST);
    float n = Math.fma(v, TWO_LOG2_E, ROUND) - ROUND;
    float r = Math.fma(n, -HALF_LN2_LOW, Math.fma(n, -HALF_LN2_HIGH, v));
    float p = Math.fma(r, T6, T5);
    p = Math.fma(r, p, T4);
    p = Math.fma(r, p, T3);
    p = Math.fma(r, p, T2);
    float q = Math.fma(r * r, p, r); // (e^2r - 1) / 2
    float s = powerOfTwo((int) n);
    float h = Math.fma(s, q, Math.fma(s, 0.5f, -0.5f)); // (e^2v - 1) / 2
    return Math.copySign(h / (h + 1f), x);
  }

  /// 1 / (1 + e^-x), with full relative accuracy down to -87.3. Below -88.37 it is 0.
  static float sigmoid(float x) {
    float v = Math.max(Math.min(-x, EXP_HIGHEST), SIGMOID_LOWEST);
    float n = Math.fma(v, LOG2_E, ROUND) - ROUND;
    return 1f / Math.fma(expReduced(v, n), powerOfTwo((int) n), 1f);
  }

  static float exp(float x) {
    float v = Math.max(Math.min(x, EXP_HIGHEST), EXP_LOWEST);
    float n = Math.fma(v, LOG2_E, ROUND) - ROUND;
    int half =
        (int) n >> 1; // 2^n itself may be no float: two factors, of which only the last rounds
    return expReduced(v, n) * powerOfTwo(half) * powerOfTwo((int) n - half);
  }

  /// e^(v - n·ln2)
  private static float expReduced(float v, float n) {
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, v));
    float p = Math.fma(r, E6, E5);
    p = Math.fma(r, p, E4);
    p = Math.fma(r, p, E3);
    p = Math.fma(r, p, E2);
    p = Math.fma(r, p, 1f);
    return Math.fma(r, p, 1f);
  }

  /// 2^n for n from -126 to 127; infinity for 128.
  static float powerOfTwo(int n) {
    return Float.intBitsToFloat((n + 127) << 23);
  }

  /// The natural logarithm: -infinity at ±0, NaN below.
  static float log(float x) {
    boolean subnormal = x < Float.MIN_NORMAL;
    float v = subnormal ? x * 0x1p25f : x;
    int bits = Float.floatToRawIntBits(v);
    int k = (bits - SQRT_HALF_BITS) >> 23;
    float e = subnormal ? k - 25f : k;
    float f = Float.intBitsToFloat(bits - (k << 23)) - 1f;
    float p = Math.fma(f, L8, L7);
    p = Math.fma(f, p, L6);
    p = Math.fma(f, p, L5);
    p = Math.fma(f, p, L4);
    p = Math.fma(f, p, L3);
    p = Math.fma(f, p, L2);
    p = Math.fma(f, p, L1);
    p = Math.fma(f, p, L0);
    float z = f * f;
    float y = Math.fma(e, LN2_LOW, f * z * p);
    y = Math.fma(e, LN2_HIGH, f + Math.fma(z, -0.5f, y));
    if (x > 0f) {
      return x == Float.POSITIVE_INFINITY ? x : y;
    }
    return x == 0f ? Float.NEGATIVE_INFINITY : Float.NaN;
  }
}
