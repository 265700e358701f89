package dev.recur.task.text;

import dev.recur.settings.Settings;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import java.util.List;
import java.util.stream.IntStream;

/// The distribution of text lengths in tokens; texts beyond a bound are counted together.
final class TextLengths {
  private static final double TYPICAL = 0.995;
  private static final int LEAST = 1000; // texts, below which a thread is not worth waking

  private final long[] texts; // by their number of tokens; the last entry is of all longer ones
  private final long all;

  private TextLengths(long[] texts, long all) {
    this.texts = texts;
    this.all = all;
  }

  /// Cuts every text, without keeping its tokens.
  static TextLengths of(List<String> texts, Field recipe, int most, Workers workers) {
    Field oneMore = recipe.but().maxLength(most + 1).build();
    int parts = Math.clamp(texts.size() / LEAST, 1, workers.threads());
    long[][] counts = new long[parts][most + 2];
    workers.run(
        parts,
        p -> {
          int to = (int) ((long) texts.size() * (p + 1) / parts);
          for (int i = (int) ((long) texts.size() * p / parts); i < to; i++) {
            counts[p][oneMore.preprocess(texts.get(i)).size()]++;
          }
        });
    long[] sums =
        IntStream.range(0, most + 2)
            .mapToLong(n -> IntStream.range(0, parts).mapToLong(p -> counts[p][n]).sum())
            .toArray();
    return new TextLengths(sums, texts.size());
  }

  /// The smallest length that 99.5 % of the texts do not exceed; at least 1 and at most the bound.
  int typical() {
    long reached = 0;
    for (int n = 0; n < texts.length - 1; n++) {
      reached += texts[n];
      if (reached >= TYPICAL * all) {
        return Math.max(n, 1);
      }
    }
    return texts.length - 2;
  }

  /// The fraction of texts with more than `n` tokens.
  double longer(int n) {
    return all == 0
        ? 0
        : (double) IntStream.range(n + 1, texts.length).mapToLong(i -> texts[i]).sum() / all;
  }

  /// What it means to keep `n` tokens, such as `at most 50 tokens of a text are read; 0.4 % of …`.
  String sentence(int n) {
    double longer = longer(n);
    String share = longer > 0 && longer < 0.0005 ? "under 0.1 %" : Settings.percent(longer);
    String read =
        n == 1
            ? "at most 1 token of a text is read"
            : "at most %s tokens of a text are read".formatted(n);
    return longer == 0
        ? read + "; no text is longer"
        : "%s; %s of the texts are longer and keep".formatted(read, share)
            + " their first %s and last %s".formatted(n - n / 4, n / 4);
  }
}
