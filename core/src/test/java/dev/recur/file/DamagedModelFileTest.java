package dev.recur.file;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A damaged file is refused with a message, in every way of reading it: a damaged model is never
/// used, and never causes any other exception.
class DamagedModelFileTest {
  private byte[] file = new byte[0];

  @BeforeEach
  void write() throws IOException {
    file =
        ModelFileTest.bytes(
            new ModelFile(
                Map.of("task", "classify", "labels", "a\nb"),
                List.of(
                    NamedArray.of("weight", new float[] {1, 2, 3, 4, 5, 6}, 3, 2),
                    NamedArray.of("offsets", new long[] {0, 3}, 2),
                    NamedArray.of("bytes", new byte[] {1, 2, 3}, 3))));
  }

  @Test
  void a_file_cut_at_any_byte_is_refused() {
    for (int length = 0; length < file.length; length++) {
      assertRefused("cut to " + length, Arrays.copyOf(file, length));
    }
  }

  @Test
  void a_file_with_any_single_bit_flipped_is_refused() {
    for (int bit = 0; bit < 8 * file.length; bit++) {
      byte[] damaged = file.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused("bit " + bit, damaged);
    }
  }

  @Test
  void a_file_with_random_damage_is_refused() {
    for (int seed = 0; seed < 5_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] damaged = file.clone();
      for (int i = random.nextInt(1, 9); i > 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      if (!Arrays.equals(damaged, file)) {
        assertRefused("seed " + seed, damaged);
      }
    }
  }

  @Test
  void a_file_with_a_piece_lost_doubled_or_moved_is_refused() {
    for (int seed = 0; seed < 2_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int from = random.nextInt(file.length);
      int to = random.nextInt(from, file.length);
      int at = random.nextInt(file.length);
      byte[] damaged = new byte[at + file.length - from];
      System.arraycopy(file, 0, damaged, 0, at);
      System.arraycopy(file, from, damaged, at, file.length - from);
      if (random.nextBoolean()) {
        damaged = Arrays.copyOf(damaged, Math.max(8, damaged.length - (to - from)));
      }
      if (!Arrays.equals(damaged, file)) {
        assertRefused("seed " + seed, damaged);
      }
    }
  }

  private void assertRefused(String what, byte[] damaged) {
    ModelFileException read =
        assertThrows(ModelFileException.class, () -> ModelFile.read(damaged), what);
    assertThrows(
        ModelFileException.class, () -> ModelFile.read(new ByteArrayInputStream(damaged)), what);
    // nor is it accepted as a file of another program, which needs no hash
    assertThrows(
        ModelFileException.class,
        () -> ModelFile.readForeign(new ByteArrayInputStream(damaged)),
        what);
    String message = String.valueOf(read.getMessage());
    assertTrue(message.contains("expected"), message);
  }
}
