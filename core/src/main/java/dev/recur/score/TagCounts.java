package dev.recur.score;

import dev.recur.span.SpanCounts;
import java.util.Arrays;

/// What was counted in each tagged sentence, sentence after sentence, so that the figures of a
/// resample are sums of a few numbers a sentence.
final class TagCounts {
  static final int TOKENS = 0;
  static final int RIGHT = 1;
  static final int UNKNOWN = 2; // tokens whose words the model does not know
  static final int UNKNOWN_RIGHT = 3;
  static final int STEPS = 4; // tokens that have a loss
  static final int SPANS = 5; // three numbers: right, predicted, gold
  static final int STRICT = 8; // three numbers
  static final int WIDTH = 11;

  private int[] counts; // (N, WIDTH)
  private double[] losses;
  private int rows;

  TagCounts() {
    this(new int[64 * WIDTH], new double[64], 0);
  }

  private TagCounts(int[] counts, double[] losses, int rows) {
    this.counts = counts;
    this.losses = losses;
    this.rows = rows;
  }

  int rows() {
    return rows;
  }

  /// The sentences so far, whatever is added later.
  TagCounts copy() {
    return new TagCounts(Arrays.copyOf(counts, rows * WIDTH), Arrays.copyOf(losses, rows), rows);
  }

  void add(int[] row, double loss) {
    if (rows == losses.length) {
      int more = 2 * Math.max(1, rows);
      counts = Arrays.copyOf(counts, more * WIDTH);
      losses = Arrays.copyOf(losses, more);
    }
    System.arraycopy(row, 0, counts, rows * WIDTH, WIDTH);
    losses[rows] = loss;
    rows++;
  }

  /// Whether all tags of a sentence are right.
  boolean isRight(int row) {
    return counts[row * WIDTH + RIGHT] == counts[row * WIDTH + TOKENS];
  }

  /// The loss of a sentence, the sum over its tokens.
  double loss(int row) {
    return losses[row];
  }

  /// Stores the counts of spans in a row of counts.
  static void put(int[] row, int at, SpanCounts spans) {
    row[at] = spans.right();
    row[at + 1] = spans.predicted();
    row[at + 2] = spans.gold();
  }

  /// The sums over the sentences, sentence i `times[i]` times.
  Sums sums(int... times) {
    Sums sums = new Sums();
    for (int i = 0; i < rows; i++) {
      int n = times[i];
      if (n > 0) {
        int at = i * WIDTH;
        for (int k = 0; k < WIDTH; k++) {
          sums.all[k] += (long) n * counts[at + k];
        }
        sums.loss += n * losses[i];
        sums.sentences += n;
        sums.sentencesRight += counts[at + RIGHT] == counts[at + TOKENS] ? n : 0;
      }
    }
    return sums;
  }

  /// Sums over sentences, and the figures that follow from them.
  static final class Sums {
    private final long[] all = new long[WIDTH];
    private double loss;
    private long sentences;
    private long sentencesRight;

    long tokens() {
      return all[TOKENS];
    }

    long unknown() {
      return all[UNKNOWN];
    }

    /// The mean over the tokens that have a loss; NaN if none of them has one, 0 if there are none.
    double meanLoss() {
      return all[TOKENS] == 0 ? 0 : loss / all[STEPS];
    }

    double accuracy() {
      return share(all[RIGHT], all[TOKENS]);
    }

    /// NaN if all words are known.
    double unknownAccuracy() {
      return (double) all[UNKNOWN_RIGHT] / all[UNKNOWN];
    }

    double sentenceAccuracy() {
      return share(sentencesRight, sentences);
    }

    SpanCounts spans(int at) {
      return new SpanCounts(
          Math.toIntExact(all[at]), Math.toIntExact(all[at + 1]), Math.toIntExact(all[at + 2]));
    }

    private static double share(long part, long whole) {
      return whole == 0 ? 0 : (double) part / whole;
    }
  }
}
