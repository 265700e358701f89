package dev.recur.tokenizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Learns the pairs of symbols that become pieces, by byte-pair encoding: the most frequent pair of
/// adjacent symbols is joined wherever it occurs in the words, repeatedly.
///
/// Words are counted first, so that each distinct word is processed once. Each pair has a chain of
/// the words that have ever contained it, so a join touches only those. Counts in the queue may be
/// out of date: an entry whose count has fallen is put back with the new one, and a pair whose
/// count has risen is queued again. Of pairs with equal counts, the one with the older symbols
/// wins; characters are ordered by code point, so the result does not depend on the order of the
/// texts.
final class PieceLearner {
  private static final int MOST_WORDS = 1_000_000;
  private static final int LEAST_COUNT = 2; // a pair that occurs once never becomes a piece
  private static final int NONE = -1;

  private record Candidate(long count, int left, int right, int pair) {}

  private static final Comparator<Candidate> MOST_FREQUENT_FIRST =
      Comparator.comparingLong((Candidate c) -> -c.count())
          .thenComparingInt(Candidate::left)
          .thenComparingInt(Candidate::right);

  private final TokenTable symbols;
  private final int[] starts; // of each word in `letters`, and the end
  private final int[] lengths; // of each word, in symbols; joins shorten it
  private final int[] letters;
  private final int[] counts;

  private final PairTable pairs = new PairTable();
  private long[] pairCounts = new long[1 << 10];
  private int[] heads = new int[1 << 10]; // the first link of each pair's chain of words
  private int[] chained = new int[1 << 12];
  private int[] next = new int[1 << 12];
  private int links;
  private final BitSet learnt = new BitSet(); // pairs
  private final PriorityQueue<Candidate> queue = new PriorityQueue<>(MOST_FREQUENT_FIRST);

  private PieceLearner(Words words) {
    int[] points = words.points();
    symbols = new TokenTable(points.length);
    for (int point : points) {
      symbols.add(Character.toString(point));
    }
    int size = words.table.size();
    starts = new int[size + 1];
    lengths = new int[size];
    counts = Arrays.copyOf(words.counts, size);
    for (int w = 0; w < size; w++) {
      String word = words.table.token(w);
      lengths[w] = word.codePointCount(0, word.length());
      starts[w + 1] = Math.addExact(starts[w], lengths[w]);
    }
    letters = new int[starts[size]];
    for (int w = 0; w < size; w++) {
      int at = starts[w];
      for (int point : words.table.token(w).codePoints().toArray()) {
        letters[at++] = Arrays.binarySearch(points, point);
      }
    }
  }

  /// The merges, in the order in which they are learnt: left part, a space, right part.
  static List<String> learn(Iterable<String> texts, int size, boolean lower) {
    Words words = new Words();
    for (String text : texts) {
      PieceRuns.cut(
          text,
          (run, space, start, end) -> {
            String cased = lower ? LowerCase.of(run) : run;
            words.count(space ? PieceRuns.SPACE + cased : cased);
          });
    }
    PieceLearner learner = new PieceLearner(words);
    return learner.learn(size - Math.min(learner.symbols.size(), size / 2));
  }

  private List<String> learn(int most) {
    for (int w = 0; w < lengths.length; w++) {
      count(w, 1, NONE);
    }
    for (int pair = 0; pair < pairs.size(); pair++) {
      queue(pair);
    }
    List<String> merges = new ArrayList<>();
    while (merges.size() < most && !queue.isEmpty()) {
      Candidate best = queue.remove();
      long now = pairCounts[best.pair()];
      if (now != best.count()) {
        queue(best.pair());
      } else {
        String left = symbols.token(best.left());
        String right = symbols.token(best.right());
        if (!learnt.get(best.pair())) { // else a symbol made in another way has revived it
          learnt.set(best.pair());
          merges.add(left + " " + right);
        }
        join(best.pair(), symbols.add(left + right));
      }
    }
    return merges;
  }

  private void queue(int pair) {
    if (pairCounts[pair] >= LEAST_COUNT) {
      queue.add(new Candidate(pairCounts[pair], pairs.left(pair), pairs.right(pair), pair));
    }
  }

  private void join(int pair, int joined) {
    int firstNew = pairs.size();
    List<Integer> risen = new ArrayList<>();
    for (int link = heads[pair]; link != NONE; link = next[link]) {
      int word = chained[link];
      if (holds(word, pair)) {
        count(word, -1, NONE);
        replace(word, pair, joined);
        count(word, 1, joined);
        noteRisen(word, joined, firstNew, risen);
      }
    }
    risen.stream().distinct().forEach(this::queue);
    for (int fresh = firstNew; fresh < pairs.size(); fresh++) {
      queue(fresh);
    }
  }

  /// A symbol that another pair had already produced may be in pairs that are queued: notes those
  /// whose counts have risen.
  private void noteRisen(int word, int joined, int firstNew, List<Integer> risen) {
    int to = starts[word] + lengths[word];
    for (int i = starts[word]; i + 1 < to; i++) {
      if (letters[i] == joined || letters[i + 1] == joined) {
        int number = pairs.index(letters[i], letters[i + 1]);
        if (number < firstNew) {
          risen.add(number);
        }
      }
    }
  }

  private boolean holds(int word, int pair) {
    int to = starts[word] + lengths[word];
    for (int i = starts[word]; i + 1 < to; i++) {
      if (letters[i] == pairs.left(pair) && letters[i + 1] == pairs.right(pair)) {
        return true;
      }
    }
    return false;
  }

  private void replace(int word, int pair, int joined) {
    int to = starts[word] + lengths[word];
    int kept = starts[word];
    for (int i = starts[word]; i < to; i++) {
      boolean both =
          i + 1 < to && letters[i] == pairs.left(pair) && letters[i + 1] == pairs.right(pair);
      letters[kept++] = both ? joined : letters[i];
      i += both ? 1 : 0;
    }
    lengths[word] = kept - starts[word];
  }

  /// Adds the pairs of a word to the counts (`sign` 1), or subtracts them (−1). When adding, chains
  /// the word to its pairs with the symbol `joined`, or to all of them if that is −1.
  private void count(int word, int sign, int joined) {
    int to = starts[word] + lengths[word];
    for (int i = starts[word]; i + 1 < to; i++) {
      int pair = pair(letters[i], letters[i + 1]);
      pairCounts[pair] += (long) sign * counts[word];
      boolean fresh = joined == NONE || letters[i] == joined || letters[i + 1] == joined;
      if (sign > 0 && fresh) {
        chain(pair, word);
      }
    }
  }

  private int pair(int left, int right) {
    int before = pairs.size();
    int pair = pairs.add(left, right);
    if (pair == pairCounts.length) {
      pairCounts = Arrays.copyOf(pairCounts, Math.multiplyExact(2, pair));
      heads = Arrays.copyOf(heads, pairCounts.length);
    }
    if (pair == before) {
      heads[pair] = NONE;
    }
    return pair;
  }

  private void chain(int pair, int word) {
    if (links == chained.length) {
      chained = Arrays.copyOf(chained, Math.addExact(links, links / 2));
      next = Arrays.copyOf(next, chained.length);
    }
    chained[links] = word;
    next[links] = heads[pair];
    heads[pair] = links++;
  }

  /// The distinct words and how often each occurs.
  private static final class Words {
    private TokenTable table = new TokenTable(1 << 10);
    private int[] counts = new int[1 << 10];

    void count(String word) {
      if (table.size() >= MOST_WORDS) {
        forgetRare();
      }
      int number = table.add(word);
      if (number == counts.length) {
        counts = Arrays.copyOf(counts, 2 * number);
      }
      counts[number] += counts[number] < Integer.MAX_VALUE ? 1 : 0;
    }

    private void forgetRare() {
      TokenTable kept;
      int[] keptCounts = new int[counts.length];
      int bound = 1;
      do {
        kept = new TokenTable(MOST_WORDS / 2);
        for (int i = 0; i < table.size(); i++) {
          if (counts[i] > bound) {
            keptCounts[kept.add(table.token(i))] = counts[i];
          }
        }
        Arrays.fill(keptCounts, kept.size(), keptCounts.length, 0);
        bound *= 2;
      } while (kept.size() > MOST_WORDS / 2);
      table = kept;
      counts = keptCounts;
    }

    /// All code points that occur, in ascending order.
    int[] points() {
      BitSet seen = new BitSet();
      for (int i = 0; i < table.size(); i++) {
        table.token(i).codePoints().forEach(seen::set);
      }
      return seen.stream().toArray();
    }
  }
}
