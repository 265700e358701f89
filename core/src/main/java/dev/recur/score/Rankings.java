package dev.recur.score;

import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.function.Consumer;

/// The rankings of all classes of an evaluation, some classes at a time: to read one class of every
/// row costs a cache miss for each row, and to read its neighbours as well costs no more.
final class Rankings {
  private static final int AT_ONCE = 1 << 22; // numbers, 16 MiB
  private static final int MOST_CLASSES = 64;
  private static final int ROWS = 256; // of a task
  private static final int A_TILE = 16; // rows whose keys are written column by column

  private final ClassScores scores;
  private final Workers workers;
  private final int[] actual;
  private final int[] starts; // of each class's rows
  private final int[] members; // rows by class, ascending

  Rankings(ClassScores scores, Workers workers) {
    this.scores = scores;
    this.workers = workers;
    actual = new int[scores.rows()];
    Arrays.setAll(actual, scores::actual);
    starts = new int[scores.metrics().classes() + 1];
    for (int c = 0; c < starts.length - 1; c++) {
      starts[c + 1] = starts[c] + scores.metrics().support(c);
    }
    members = new int[actual.length];
    int[] next = starts.clone();
    for (int i = 0; i < actual.length; i++) {
      members[next[actual[i]]++] = i;
    }
  }

  /// Passes the rankings to the visitor, in ascending order of the classes.
  void each(Consumer<Ranking[]> visitor) {
    int rows = actual.length;
    int classes = scores.classes();
    int atOnce = Math.clamp(AT_ONCE / Math.max(1, rows), 1, MOST_CLASSES);
    int[] keys = new int[Math.multiplyExact(rows, Math.min(atOnce, classes))];
    for (int first = scores.firstRanked(); first < classes; first += atOnce) {
      int from = first;
      int to = Math.min(classes, first + atOnce);
      workers.run(
          (rows + ROWS - 1) / ROWS,
          task -> {
            int end = Math.min(rows, (task + 1) * ROWS);
            for (int i = task * ROWS; i < end; i += A_TILE) {
              scores.columns(i, Math.min(end, i + A_TILE), from, to, keys);
            }
          });
      Ranking[] block = new Ranking[to - from];
      workers.run(block.length, b -> block[b] = ranking(keys, b * rows, from + b));
      visitor.accept(block);
    }
  }

  private Ranking ranking(int[] keys, int at, int c) {
    return new Ranking(keys, at, actual, c, Arrays.copyOfRange(members, starts[c], starts[c + 1]));
  }
}
