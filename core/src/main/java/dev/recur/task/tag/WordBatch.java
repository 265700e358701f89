package dev.recur.task.tag;

import dev.recur.tensor.Packing;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A batch of sentences: their words, and the characters of each distinct word once.
///
/// Shapes: B sentences, N words in all · wordOfStep (N), packed.
final class WordBatch {
  private static final int UNKNOWN = 0; // the word <unk>

  private final Tokens words;
  private final Packing packing;
  private final Tokens distinct;
  private final int[] wordOfStep;

  private WordBatch(Tokens words, Packing packing, Tokens distinct, int[] wordOfStep) {
    this.words = words;
    this.packing = packing;
    this.distinct = distinct;
    this.wordOfStep = wordOfStep;
  }

  /// The number of each word.
  Tokens words() {
    return words;
  }

  /// The place of each word in packed matrices.
  Packing packing() {
    return packing;
  }

  /// The characters of each distinct word.
  Tokens distinct() {
    return distinct;
  }

  /// Which of the distinct words each step has.
  int[] wordOfStep() {
    return wordOfStep;
  }

  /// @param letters the characters of all words of each sentence, with a mark after each word
  /// @param end the number of the mark
  static WordBatch of(Tokens words, Tokens letters, int end) {
    Packing packing = new Packing(words.lengths(), words.rowIds(), 0);
    int[] wordOfStep = new int[packing.total()];
    Map<Letters, Integer> numbers = new HashMap<>();
    List<int[]> distinct = new ArrayList<>();
    for (int b = 0; b < words.rows(); b++) {
      int[] row = letters.row(b);
      int from = 0;
      for (int t = 0; t < words.length(b); t++) {
        int to = from;
        while (row[to] != end) {
          to++;
        }
        int[] word =
            Arrays.copyOfRange(row, from, Math.max(to, from + 1)); // an empty one: its mark
        Integer number = numbers.putIfAbsent(new Letters(word), distinct.size());
        if (number == null) {
          distinct.add(word);
        }
        wordOfStep[packing.index(b, t)] = number == null ? distinct.size() - 1 : number;
        from = to + 1;
      }
    }
    return new WordBatch(words, packing, new Tokens(distinct.toArray(int[][]::new)), wordOfStep);
  }

  /// A word as a key.
  private static final class Letters {
    private final int[] ids;

    Letters(int[] ids) {
      this.ids = ids;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Letters letters && Arrays.equals(ids, letters.ids);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(ids);
    }
  }

  /// For each word of a sentence, whether it did not occur in training.
  boolean[] unknown(int b) {
    boolean[] unknown = new boolean[words.length(b)];
    for (int t = 0; t < unknown.length; t++) {
      unknown[t] = words.id(b, t) == UNKNOWN;
    }
    return unknown;
  }

  /// The numbers of the words for a table of vectors; words beyond it are the unknown word.
  ///
  /// @param vectors the size of the table
  Tokens known(int vectors) {
    return changed((row, step, id) -> id < vectors ? id : UNKNOWN);
  }

  /// Like [#known], with words replaced by the unknown word at random.
  ///
  /// @param share of the words, at least 0 and less than 1
  Tokens dropped(int vectors, double share, Seed seed) {
    return changed(
        (row, step, id) ->
            id >= vectors || seed.split(words.rowId(row)).uniform(step) < share ? UNKNOWN : id);
  }

  private interface Change {
    int id(int row, int step, int id);
  }

  private Tokens changed(Change change) {
    int[][] rows = new int[words.rows()][];
    for (int b = 0; b < rows.length; b++) {
      rows[b] = words.row(b);
      for (int t = 0; t < rows[b].length; t++) {
        rows[b][t] = change.id(b, t, rows[b][t]);
      }
    }
    return new Tokens(rows, words.rowIds());
  }
}
