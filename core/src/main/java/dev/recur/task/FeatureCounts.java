package dev.recur.task;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How often each word, and each pair of neighbouring words, occurs in texts of each class.
///
/// A feature is a word or a pair; it has a number, so that a text that is looked at again and again
/// is read once. Pairs are the many, a million in 150,000 short texts: an open hash table of longs
/// holds them, and what a feature was seen with is a chain in three arrays, one link for each
/// class.
final class FeatureCounts {
  private static final int NONE = -1;

  private final Map<String, Integer> words = new HashMap<>();
  private long[] keys = new long[1 << 12]; // first word + 1, second word + 1 or 0; or 0 where free
  private int[] features = new int[keys.length];
  private int size;

  private int[] heads = new int[keys.length / 2]; // of each feature's chain
  private int[] classes = new int[keys.length];
  private int[] counts = new int[keys.length];
  private int[] next = new int[keys.length];
  private int links;

  /// What is done with one class and its count.
  interface Visitor {
    void visit(int label, int count);
  }

  /// How many features have been seen.
  int size() {
    return size;
  }

  /// Counts the words and pairs of a text; how many they are.
  int count(List<String> tokens, int label) {
    int[] seen = new int[tokens.size()];
    for (int i = 0; i < seen.length; i++) {
      Integer before = words.putIfAbsent(tokens.get(i), words.size());
      seen[i] = before == null ? words.size() - 1 : before;
    }
    for (int i = 0; i < seen.length; i++) {
      plusOne(add(key(seen[i], NONE)), label);
      if (i > 0) {
        plusOne(add(key(seen[i - 1], seen[i])), label);
      }
    }
    return seen.length + Math.max(0, seen.length - 1);
  }

  /// The features of a text that have been seen: words first, then pairs, each in the text's order.
  int[] known(List<String> tokens) {
    int[] found = new int[2 * tokens.size()];
    int[] seen = new int[tokens.size()];
    int count = 0;
    for (int i = 0; i < seen.length; i++) {
      seen[i] = words.getOrDefault(tokens.get(i), NONE);
      if (seen[i] != NONE) {
        found[count++] = features[slot(key(seen[i], NONE))];
      }
    }
    for (int i = 1; i < seen.length; i++) {
      if (seen[i - 1] != NONE && seen[i] != NONE) {
        int slot = slot(key(seen[i - 1], seen[i]));
        if (keys[slot] != 0) {
          found[count++] = features[slot];
        }
      }
    }
    return Arrays.copyOf(found, count);
  }

  /// Tells of every class that a feature was seen with, and how often.
  void visit(int feature, Visitor visitor) {
    for (int link = heads[feature]; link != NONE; link = next[link]) {
      visitor.visit(classes[link], counts[link]);
    }
  }

  private static long key(int word, int nextWord) {
    return ((long) word + 1) << 32 | (nextWord + 1);
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private int add(long key) {
    int slot = slot(key);
    if (keys[slot] != 0) {
      return features[slot];
    }
    if (size == heads.length) {
      grow();
      slot = slot(key);
    }
    keys[slot] = key;
    features[slot] = size;
    heads[size] = NONE;
    return size++;
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

  private void plusOne(int feature, int label) {
    for (int link = heads[feature]; link != NONE; link = next[link]) {
      if (classes[link] == label) {
        counts[link]++;
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
    counts[links] = 1;
    next[links] = heads[feature];
    heads[feature] = links++;
  }
}
