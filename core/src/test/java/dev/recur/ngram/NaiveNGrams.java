package dev.recur.ngram;

import dev.recur.tokenizer.LowerCase;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The n-grams of a text as strings, by their definition, and the key of each as
/// `docs/model-file.md` specifies it.
final class NaiveNGrams {
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{Nd}\\p{M}]+|[^\\p{IsWhite_Space}\\x1C-\\x1F]");

  private NaiveNGrams() {}

  static List<String> words(String text, boolean lower, boolean normalize) {
    String normal = normalize ? Normalizer.normalize(text, Normalizer.Form.NFC) : text;
    String small = lower ? LowerCase.of(normal) : normal;
    int most = Math.min(10_000, small.codePointCount(0, small.length()));
    return WORD.matcher(small.substring(0, small.offsetByCodePoints(0, most)))
        .results()
        .map(MatchResult::group)
        .toList();
  }

  /// The keys of all n-grams of a text, in ascending order.
  static int[] keys(String text, boolean lower, boolean normalize) {
    List<Long> hashes = new ArrayList<>();
    long before = 0;
    for (String word : words(text, lower, normalize)) {
      long hash = hash(0xCBF29CE484222325L, word);
      hashes.add(hash);
      hashes.add(31 * before + hash + 1);
      within(word).forEach(part -> hashes.add(hash(0xCBF29CE484222326L, part)));
      before = hash;
    }
    return hashes.stream().mapToInt(NaiveNGrams::key).sorted().toArray();
  }

  /// The sequences of one to five code points in a word between spaces, without a space alone.
  static List<String> within(String word) {
    int[] points = (" " + word + " ").codePoints().toArray();
    List<String> parts = new ArrayList<>();
    for (int from = 0; from < points.length; from++) {
      for (int n = 1; n <= 5 && from + n <= points.length; n++) {
        String part = new String(points, from, n);
        if (!part.equals(" ")) {
          parts.add(part);
        }
      }
    }
    return parts;
  }

  private static long hash(long start, String text) {
    long h = start;
    for (int point : text.codePoints().toArray()) {
      h = (h ^ point) * 0x100000001B3L;
    }
    return h;
  }

  private static int key(long hash) {
    long h = (hash ^ (hash >>> 32)) * 0x9E3779B97F4A7C15L;
    int key = (int) ((h ^ (h >>> 29)) >>> 16);
    return key == 0 ? 1 : key;
  }
}
