package dev.recur.task.tag;

import dev.recur.data.Batch;
import dev.recur.data.EncodedDataset;
import dev.recur.tensor.Device;
import dev.recur.tensor.Tokens;
import java.nio.IntBuffer;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/// How many words and characters the largest batches have: those of the longest sentences.
final class LongestSentences {
  private final Size[] sizes; // of the longest sentence, the two longest …

  private LongestSentences(Size... sizes) {
    this.sizes = sizes;
  }

  /// The size of a batch.
  ///
  /// @param sentences B
  /// @param words N, those of all sentences
  /// @param distinct W, the different ones among them
  /// @param characters M, those of the different ones
  /// @param letters the characters of all words, with a mark after each word
  record Size(double sentences, double words, double distinct, double characters, double letters) {
    /// Words with their characters, as a batch to evaluate is measured.
    double tokens() {
      return words + letters;
    }
  }

  /// @param end the number of the mark after a word
  static LongestSentences of(EncodedDataset rows, int end) {
    int[] order =
        IntStream.range(0, rows.size())
            .boxed()
            .sorted(Comparator.comparingInt((Integer row) -> -rows.length(row)))
            .mapToInt(Integer::intValue)
            .toArray();
    Size[] sizes = new Size[order.length];
    Set<IntBuffer> seen = new HashSet<>();
    Size sum = new Size(0, 0, 0, 0, 0);
    for (int i = 0; i < order.length; i++) {
      sum = with(sum, rows.batch(Device.cpu(), order[i]), end, seen);
      sizes[i] = sum;
    }
    return new LongestSentences(sizes);
  }

  private static Size with(Size sum, Batch one, int end, Set<IntBuffer> seen) {
    Tokens words = one.tokens(TagFields.WORDS);
    Tokens letters = one.tokens(TagFields.LETTERS);
    Tokens distinct = WordBatch.of(words, letters, end).distinct();
    double more = 0;
    double characters = 0;
    for (int w = 0; w < distinct.rows(); w++) {
      if (seen.add(IntBuffer.wrap(distinct.row(w)))) {
        more++;
        characters += distinct.length(w);
      }
    }
    return new Size(
        sum.sentences + 1,
        sum.words + words.total(),
        sum.distinct + more,
        sum.characters + characters,
        sum.letters + letters.total());
  }

  /// The smallest possible ones.
  static LongestSentences none() {
    return new LongestSentences(new Size(1, 1, 1, 1, 2));
  }

  /// A batch of this many sentences, or of all, if there are fewer.
  Size of(int sentences) {
    return sizes[Math.min(sentences, sizes.length) - 1];
  }

  /// A batch of at most this many words and characters; of one sentence, if it has more.
  Size within(int tokens) {
    int low = 0; // suffices, or is the only one
    int high = sizes.length;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (sizes[middle].tokens() <= tokens) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return sizes[low];
  }
}
