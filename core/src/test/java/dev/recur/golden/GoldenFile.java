package dev.recur.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Reads a file of golden numbers into its cases; src/test/golden/README.md describes the format.
final class GoldenFile {
  private static final int PERIOD = 2003;

  private GoldenFile() {}

  /// All cases of a resource beside this class, in their order.
  static Stream<GoldenCase> stream(String file) {
    return read(file).stream();
  }

  private static List<GoldenCase> read(String file) {
    List<GoldenCase> cases = new ArrayList<>();
    for (String line : text(file).split("\n", -1)) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "", "#" -> {}
        case "case" -> cases.add(new GoldenCase(words));
        case "fill" -> {
          float[] values = new float[GoldenNumbers.count(words[2])];
          fill(values, Integer.parseInt(words[3]), Double.parseDouble(words[4]));
          cases.getLast().given(words[1], words[2], values);
        }
        case "given" -> cases.getLast().given(words[1], words[2], floats(words));
        case "expect" -> cases.getLast().expect(words[1], words[2], doubles(words), false);
        case "folded" -> cases.getLast().expect(words[1], words[2], doubles(words), true);
        default -> throw new IllegalStateException(file + ": not understood: " + line);
      }
    }
    return cases;
  }

  /// Element j is ((m³ mod 2003) − 1001) / 1001 · scale with m = (j + 211·salt + 97) mod 2003.
  static void fill(float[] values, int salt, double scale) {
    for (int j = 0; j < values.length; j++) {
      long m = (j + 211L * salt + 97) % PERIOD;
      values[j] = (float) ((m * m * m % PERIOD - 1001) / 1001.0 * scale);
    }
  }

  private static String text(String file) {
    try (InputStream in = GoldenFile.class.getResourceAsStream(file)) {
      byte[] bytes = Objects.requireNonNull(in, file).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  private static double[] doubles(String[] words) {
    return Arrays.stream(words, 3, words.length).mapToDouble(Double::parseDouble).toArray();
  }

  private static float[] floats(String[] words) {
    float[] values = new float[words.length - 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Double.parseDouble(words[i + 3]);
    }
    return values;
  }
}
