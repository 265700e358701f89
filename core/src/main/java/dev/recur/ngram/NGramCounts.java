package dev.recur.ngram;

import java.util.Arrays;

/// In how many texts each n-gram occurs.
///
/// So that memory does not grow with the texts, there are at most [#MOST] n-grams: at the limit,
/// those of one text are dropped, then those of up to two, and so on until at most half are left.
/// Source: the pruning is word2vec's (`ReduceVocab`); Manku & Motwani 2002, *Approximate Frequency
/// Counts over Data Streams*, section 4.2, bound what it loses.
final class NGramCounts {
  static final int MOST = 1 << 21;

  private final int most;
  private int[] keys = new int[1 << 12]; // 0 where free
  private int[] texts = new int[keys.length];
  private int size;
  private int least; // those of at most this many texts were dropped last

  NGramCounts() {
    this(MOST);
  }

  /// @param most the largest number of n-grams
  NGramCounts(int most) {
    this.most = most;
  }

  int size() {
    return size;
  }

  /// Counts a text.
  ///
  /// @param sorted its keys in ascending order; a repeated one counts once
  ///
  /// @return how many different n-grams the text has
  int add(int[] sorted) {
    int different = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        add(sorted[i], 1);
        different++;
      }
    }
    return different;
  }

  private void add(int key, int count) {
    int slot = slot(key);
    if (keys[slot] == 0) {
      if (size == most) {
        forget();
      } else if (2 * size >= keys.length) {
        become(new int[2 * keys.length], 0);
      }
      slot = slot(key);
      keys[slot] = key;
      size++;
    }
    texts[slot] += count;
  }

  private int slot(int key) {
    int mask = keys.length - 1;
    int slot = ((key * 0x9E3779B9) >>> 7) & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void forget() {
    while (size > most / 2) {
      least++;
      become(new int[keys.length], least);
    }
  }

  /// Moves to another table what occurs in more than `above` texts.
  private void become(int[] table, int above) {
    int[] oldKeys = keys;
    int[] oldTexts = texts;
    keys = table;
    texts = new int[table.length];
    size = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0 && oldTexts[i] > above) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        texts[slot] = oldTexts[i];
        size++;
      }
    }
  }

  /// The n-grams that occur in the most texts, of equals those with the smaller key: at most this
  /// many. Each is its key, in the upper 32 bits, and its count; in ascending order of the keys
  /// without their sign.
  long[] mostFrequent(int limit) {
    long[] all = new long[size];
    int n = 0;
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0) {
        all[n++] = ((long) -texts[i] << 32) | (keys[i] & 0xFFFFFFFFL);
      }
    }
    Arrays.sort(all); // the highest count first
    long[] chosen = Arrays.copyOf(all, Math.min(limit, n));
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] =
          ((chosen[i] << 32) | -(chosen[i] >> 32)) ^ Long.MIN_VALUE; // so that order is unsigned
    }
    Arrays.sort(chosen);
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] ^= Long.MIN_VALUE;
    }
    return chosen;
  }
}
