package dev.recur.tensor;

import java.nio.charset.StandardCharsets;

/// The source of random numbers: an immutable key from which any number of independent streams can
/// be derived, instead of a generator with a state.
///
/// The i-th number of a seed is a hash of (key, counter + i), so it does not depend on the order of
/// calls or on threads, and a checkpoint needs only the two longs. The hash is the finalising
/// permutation of SplitMix64, applied twice (Steele, Lea, Flood 2014, *Fast Splittable Pseudorandom
/// Number Generators*, section 4).
///
/// {@snippet class="TensorExamples" region="seed"}
///
/// @param key the stream
/// @param counter the position of number 0 in the stream
public record Seed(long key, long counter) {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /// The seed for a number that a user chose.
  public static Seed of(long key) {
    return new Seed(mix(key + GOLDEN), 0);
  }

  /// An independent stream for the part with this name, such as a layer.
  public Seed split(String name) {
    long h = 0xCBF29CE484222325L; // FNV-1a, 64 bit
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      h = (h ^ (b & 0xff)) * 0x100000001B3L;
    }
    return new Seed(mix(bits(0) ^ mix(h)), 0);
  }

  /// An independent stream for the i-th of several similar parts, such as an epoch.
  public Seed split(long i) {
    return new Seed(mix(bits(0) ^ mix(i * GOLDEN + 0x5851F42D4C957F2DL)), 0);
  }

  /// The i-th 64 random bits.
  public long bits(long i) {
    return mix(mix(key + (counter + i) * GOLDEN) ^ key);
  }

  /// The i-th number, from the uniform distribution on [0, 1).
  public double uniform(long i) {
    return (bits(i) >>> 11) * 0x1.0p-53;
  }

  /// The i-th number, from the normal distribution with mean 0 and standard deviation 1 (Box and
  /// Muller 1958).
  public double normal(long i) {
    double u = 1 - uniform(2 * i); // in (0, 1]
    double v = uniform(2 * i + 1);
    return Math.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * StrictMath.PI * v);
  }

  /// The numbers 0 to n − 1 in random order (Fisher and Yates, in Durstenfeld's form).
  public int[] permutation(int n) {
    int[] p = new int[n];
    for (int i = 0; i < n; i++) {
      p[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int j = (int) Math.unsignedMultiplyHigh(bits(i), i + 1L);
      int swap = p[i];
      p[i] = p[j];
      p[j] = swap;
    }
    return p;
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
