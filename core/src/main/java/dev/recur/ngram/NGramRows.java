package dev.recur.ngram;

import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The vectors of the texts that a linear model learns from.
///
/// So that memory does not grow with the texts, at most about [#MOST] n-grams are kept, five bytes
/// each: of more texts, every second, every third … is learnt from.
///
/// {@snippet class="NGramExamples" region="rows"}
public final class NGramRows {
  private static final long MOST = 1 << 25;
  private static final double BYTES_OF_GRAM = 5;
  private static final double BYTES_OF_ROW = 72; // three objects
  private static final int BLOCK = 1024; // texts that are cut together
  private static final int MOST_FEATURES = 1 << 19;
  private static final int MOST_WEIGHTS = 1 << 22;

  private final NGrams recipe;
  private final NGramTable table;
  private final NGramTable.Row[] rows;
  private final int step;

  private NGramRows(NGrams recipe, NGramTable table, NGramTable.Row[] rows, int step) {
    this.recipe = recipe;
    this.table = table;
    this.rows = rows;
    this.step = step;
  }

  /// Counts the n-grams of texts, and makes a vector of each.
  ///
  /// @param texts random access
  /// @param lower whether texts are converted to lower case
  /// @param normalize whether texts are first normalised to Unicode NFC
  /// @param classes the number of classes that a model will tell apart; with many, fewer n-grams
  ///   are known
  public static NGramRows of(
      List<String> texts, boolean lower, boolean normalize, int classes, Workers workers) {
    return of(texts, new NGrams(lower, normalize), classes, MOST, workers);
  }

  /// @param most how many n-grams are kept, about
  static NGramRows of(List<String> texts, NGrams recipe, int classes, long most, Workers workers) {
    NGramCounts counts = new NGramCounts();
    long all = 0;
    for (int from = 0; from < texts.size(); from += BLOCK) {
      int begin = from;
      int[][] keys = new int[Math.min(BLOCK, texts.size() - from)][];
      workers.run(keys.length, i -> keys[i] = recipe.keys(texts.get(begin + i)));
      for (int[] text : keys) {
        all += counts.add(text);
      }
    }
    NGramTable table = NGramTable.of(counts, texts.size(), mostFeatures(classes));
    int step = (int) Math.max(1, Math.ceilDiv(all, most));
    return vectors(texts, step, recipe, table, workers);
  }

  /// The largest number of known n-grams.
  static int mostFeatures(int classes) {
    return Math.min(MOST_FEATURES, MOST_WEIGHTS / classes);
  }

  /// The memory of vectors, and of the table that n-grams are counted in, in bytes.
  ///
  /// @param grams the n-grams of all texts together
  static double memory(double grams, int texts) {
    double counted = 4 * Integer.BYTES * Math.min(grams, NGramCounts.MOST); // half of it is free
    return counted + BYTES_OF_ROW * texts + BYTES_OF_GRAM * Math.min(grams, MOST);
  }

  /// The vectors of more texts, all of them, with the n-grams that are known from these.
  public NGramRows more(List<String> texts, Workers workers) {
    return vectors(texts, 1, recipe, table, workers);
  }

  private static NGramRows vectors(
      List<String> texts, int step, NGrams recipe, NGramTable table, Workers workers) {
    var rows = new NGramTable.Row[Math.ceilDiv(texts.size(), step)];
    workers.run(
        Math.ceilDiv(rows.length, BLOCK),
        block ->
            IntStream.range(block * BLOCK, Math.min(rows.length, (block + 1) * BLOCK))
                .forEach(i -> rows[i] = table.row(recipe.keys(texts.get(i * step)))));
    return new NGramRows(recipe, table, rows, step);
  }

  /// These vectors and others of the same table.
  NGramRows joined(NGramRows others) {
    NGramTable.Row[] all = Arrays.copyOf(rows, rows.length + others.rows.length);
    System.arraycopy(others.rows, 0, all, rows.length, others.rows.length);
    return new NGramRows(recipe, table, all, 1);
  }

  /// The number of vectors.
  public int size() {
    return rows.length;
  }

  /// The position, among the texts, of the text of a vector.
  public int text(int row) {
    return row * step;
  }

  NGrams recipe() {
    return recipe;
  }

  NGramTable table() {
    return table;
  }

  NGramTable.Row row(int i) {
    return rows[i];
  }
}
