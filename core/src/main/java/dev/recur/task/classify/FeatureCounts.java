package dev.recur.task.classify;

import java.util.Arrays;
import java.util.List;

/// How often each word, and each pair of neighbouring words, occurs in texts of each class.
///
/// A feature is a word or a pair, identified by a hash of 64 bits; it has a number, so that a text
/// that is needed several times is hashed once. The classes that it was seen with are a chain in
/// three arrays, one link for each class. So that memory does not grow with the texts, there are at
/// most 2²¹ features (such as a million words and as many pairs): at the limit, those seen once are
/// dropped, then those seen up to twice, and so on until at most half are left; the next time this
/// goes on with higher counts.
///
/// Source: the pruning is word2vec's (`ReduceVocab`); Manku & Motwani 2002, *Approximate Frequency
/// Counts over Data Streams*, section 4.2, bound what it loses.
final class FeatureCounts {
  static final int MOST = 1 << 21; // 59 MB, and 12 bytes for each class of each feature
  private static final int NONE = -1;

  private final int most;
  private final long[] totals; // the sum of the counts of each class's features
  private long[] keys = new long[1 << 12]; // a feature's hash, or 0 where free
  private int[] features = new int[keys.length];
  private int size;
  private int least; // features seen at most this often were dropped last

  private int[] heads = new int[keys.length / 2]; // of each feature's chain
  private int[] classes = new int[keys.length];
  private int[] counts = new int[keys.length];
  private int[] next = new int[keys.length];
  private int links;

  FeatureCounts(int classes) {
    this(classes, MOST);
  }

  /// @param most the largest number of features
  FeatureCounts(int classes, int most) {
    this.most = most;
    this.totals = new long[classes];
  }

  /// Receives a class and its count.
  interface Visitor {
    void visit(int label, int count);
  }

  /// The number of known features.
  int size() {
    return size;
  }

  /// How often known features were seen with a class.
  long total(int label) {
    return totals[label];
  }

  /// Counts the words and pairs of a text.
  void count(List<String> tokens, int label) {
    for (long key : keys(tokens)) {
      add(key, label, 1);
    }
  }

  /// The known features of a text: first words, then pairs, each in the order of the text.
  int[] known(List<String> tokens) {
    return Arrays.stream(keys(tokens))
        .mapToInt(this::slot)
        .filter(slot -> keys[slot] != 0)
        .map(slot -> features[slot])
        .toArray();
  }

  /// Passes on every class that a feature was seen with, and how often.
  void visit(int feature, Visitor visitor) {
    for (int link = heads[feature]; link != NONE; link = next[link]) {
      visitor.visit(classes[link], counts[link]);
    }
  }

  /// The hashes of a text's words, then those of its pairs of neighbours.
  private static long[] keys(List<String> tokens) {
    int words = tokens.size();
    long[] keys = new long[Math.max(0, 2 * words - 1)];
    for (int i = 0; i < words; i++) {
      keys[i] = hash(tokens.get(i));
      if (i > 0) {
        keys[words + i - 1] = mixed(keys[i - 1] * 31 + keys[i]) | 1;
      }
    }
    return keys;
  }

  /// FNV-1a over the characters, in 64 bits; never 0.
  private static long hash(String token) {
    long h = 0xCBF29CE484222325L;
    for (int i = 0; i < token.length(); i++) {
      h = (h ^ token.charAt(i)) * 0x100000001B3L;
    }
    return mixed(h) | 1;
  }

  private static long mixed(long h) {
    long a = (h ^ (h >>> 32)) * 0x9E3779B97F4A7C15L;
    return a ^ (a >>> 29);
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) (key >>> 32) & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void add(long key, int label, int count) {
    int slot = slot(key);
    if (keys[slot] == 0) {
      if (size == most) {
        forget();
      } else if (size == heads.length) {
        grow();
      }
      slot = slot(key);
      keys[slot] = key;
      features[slot] = size;
      heads[size++] = NONE;
    }
    totals[label] += count;
    plus(features[slot], label, count);
  }

  private void grow() {
    heads = Arrays.copyOf(heads, Math.multiplyExact(2, size));
    long[] oldKeys = keys;
    int[] oldFeatures = features;
    keys = new long[Math.multiplyExact(2, oldKeys.length)];
    features = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        features[slot] = oldFeatures[i];
      }
    }
  }

  private void forget() {
    while (size > most / 2) {
      least++;
      FeatureCounts kept = new FeatureCounts(totals.length, most);
      for (int slot = 0; slot < keys.length; slot++) {
        if (keys[slot] != 0 && times(features[slot]) > least) {
          long key = keys[slot];
          visit(features[slot], (label, count) -> kept.add(key, label, count));
        }
      }
      become(kept);
    }
  }

  private int times(int feature) {
    int[] sum = {0};
    visit(feature, (label, count) -> sum[0] += count);
    return sum[0];
  }

  private void become(FeatureCounts other) {
    System.arraycopy(other.totals, 0, totals, 0, totals.length);
    keys = other.keys;
    features = other.features;
    size = other.size;
    heads = other.heads;
    classes = other.classes;
    counts = other.counts;
    next = other.next;
    links = other.links;
    if (size == heads.length) {
      grow();
    }
  }

  private void plus(int feature, int label, int count) {
    for (int link = heads[feature]; link != NONE; link = next[link]) {
      if (classes[link] == label) {
        counts[link] += count;
        return;
      }
    }
    if (links == classes.length) {
      int longer = Math.multiplyExact(2, links);
      classes = Arrays.copyOf(classes, longer);
      counts = Arrays.copyOf(counts, longer);
      next = Arrays.copyOf(next, longer);
    }
    classes[links] = label;
    counts[links] = count;
    next[links] = heads[feature];
    heads[feature] = links++;
  }
}
