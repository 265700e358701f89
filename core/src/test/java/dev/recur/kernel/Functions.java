package dev.recur.kernel;

/// The functions of [Polynomials], for fixtures of other packages.
public final class Functions {
  private Functions() {}

  public static float tanh(float x) {
    return Polynomials.tanh(x);
  }

  public static float sigmoid(float x) {
    return Polynomials.sigmoid(x);
  }

  public static float exp(float x) {
    return Polynomials.exp(x);
  }

  public static float log(float x) {
    return Polynomials.log(x);
  }
}
