package dev.recur.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Seed;
import org.junit.jupiter.api.Test;

/// The largest absolute value of an eigenvalue, for matrices whose eigenvalues are known.
class SpectralRadiusTest {
  private static void assertRadius(double expected, int n, double... matrix) {
    assertEquals(expected, SpectralRadius.of(matrix, n), 1e-4 * Math.max(1, expected));
  }

  @Test
  void real_eigenvalues_are_found_whatever_their_sign() {
    assertRadius(3, 1, -3);
    assertRadius(2.5, 3, 1, 0, 0, 0, -2.5, 0, 0, 0, 2);
    assertRadius(5, 2, 5, 1000, 0, -4.999); // far from symmetric, and two of nearly equal modulus
    assertRadius(1, 3, 0, 1, 0, 0, 0, 1, 1, 0, 0); // a permutation
  }

  @Test
  void a_rotation_has_complex_eigenvalues() {
    for (double angle : new double[] {0.1, 1, Math.PI / 2, 2.5}) {
      double cos = 1.7 * Math.cos(angle);
      double sin = 1.7 * Math.sin(angle);
      assertRadius(1.7, 2, cos, -sin, sin, cos);
      assertRadius(1.7, 2, cos, -9 * sin, sin / 9, cos); // in other coordinates
      assertRadius(1.7, 3, cos, -sin, 5, sin, cos, -3, 0, 0, 1.6);
    }
  }

  @Test
  void the_roots_of_a_polynomial_are_those_of_its_companion_matrix() {
    // (x² + x + 4)·(x − 1.5) = x³ − 0.5·x² + 2.5·x − 6, whose complex roots have the modulus 2
    assertRadius(2, 3, 0.5, -2.5, 6, 1, 0, 0, 0, 1, 0);
  }

  @Test
  void a_block_that_cannot_be_diagonalised_is_no_exception() {
    assertRadius(0.9, 2, 0.9, 1, 0, 0.9);
    assertRadius(0, 3, 0, 5, 7, 0, 0, 2, 0, 0, 0); // nilpotent
    assertRadius(0, 2, 0, 0, 0, 0);
  }

  @Test
  void tiny_and_huge_numbers_neither_vanish_nor_overflow() {
    assertEquals(1e-30, SpectralRadius.of(new double[] {1e-30, 0, 0, 1e-31}, 2), 1e-34);
    assertEquals(1e30, SpectralRadius.of(new double[] {1e30, 0, 0, 1e29}, 2), 1e26);
  }

  @Test
  void one_block_of_the_rows_is_looked_at() {
    float[] blocks = {1, 0, 0, 1, 0, -3, 3, 0};
    assertEquals(1, SpectralRadius.of(blocks, 0, 2), 1e-4);
    assertEquals(3, SpectralRadius.of(blocks, 2, 2), 1e-4);
  }

  @Test
  void random_numbers_have_the_radius_of_the_circular_law() {
    int n = 100;
    float[] matrix = new float[n * n];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = (float) (Seed.of(1).normal(i) / Math.sqrt(n));
    }
    double radius = SpectralRadius.of(matrix, 0, n);
    assertTrue(radius > 0.9 && radius < 1.2, "about 1, got " + radius);
  }
}
