package dev.recur.task.classify;

import dev.recur.score.ClassScores;
import dev.recur.text.FittedLabels;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/// All labels of an answer by descending probability. Sorted only when more than the first is read:
/// to sort thousands of labels takes longer than the network.
final class RankedLabels extends AbstractList<Prediction.Label> implements RandomAccess {
  private final FittedLabels labels;
  private final float[] logs; // of each label's probability
  private final Prediction.Label first;
  private volatile @Nullable List<Prediction.Label> sorted; // all threads sort alike

  /// @param logs belong to the list from here on
  RankedLabels(FittedLabels labels, float... logs) {
    this.labels = labels;
    this.logs = logs;
    first = label(ClassScores.likeliest(logs, 0, logs.length));
  }

  private Prediction.Label label(int c) {
    return new Prediction.Label(labels.label(c), StrictMath.exp(logs[c]));
  }

  @Override
  public int size() {
    return logs.length;
  }

  @Override
  public Prediction.Label get(int index) {
    return index == 0 ? first : sorted().get(index);
  }

  private List<Prediction.Label> sorted() {
    List<Prediction.Label> known = sorted;
    if (known == null) {
      Prediction.Label[] all = new Prediction.Label[logs.length];
      Arrays.setAll(all, this::label);
      Arrays.sort(all, Comparator.comparingDouble(Prediction.Label::probability).reversed());
      known = List.of(all);
      sorted = known;
    }
    return known;
  }
}
