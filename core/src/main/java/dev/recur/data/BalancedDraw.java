package dev.recur.data;

import dev.recur.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Draws as many rows as a data set has, so that all labels are equally frequent.
///
/// With N rows and k labels, each label gets ⌊N/k⌋ places, and the first N mod k labels one more. A
/// label's rows fill its places in random order; each is used once before any is used again.
final class BalancedDraw {
  private final List<int[]> byLabel = new ArrayList<>(); // labels that have rows
  private final int rows;

  /// @throws IllegalArgumentException if there is not one column of labels
  BalancedDraw(EncodedDataset data) {
    List<EncodedColumn.Labels> columns =
        data.targets().stream()
            .map(data::column)
            .filter(EncodedColumn.Labels.class::isInstance)
            .map(EncodedColumn.Labels.class::cast)
            .toList();
    if (columns.size() != 1) {
      throw new IllegalArgumentException(
          "balanced needs one column of labels, got " + columns.size());
    }
    EncodedColumn.Labels labels = columns.getFirst();
    rows = data.size();
    for (int c = 0; c < labels.field().size(); c++) {
      int label = c;
      int[] ofLabel = IntStream.range(0, rows).filter(i -> labels.label(i) == label).toArray();
      if (ofLabel.length > 0) {
        byLabel.add(ofLabel);
      }
    }
  }

  /// The drawn rows, shuffled.
  int[] rows(Seed seed) {
    int[] drawn = new int[rows];
    int at = 0;
    for (int c = 0; c < byLabel.size(); c++) {
      int places = rows / byLabel.size() + (c < rows % byLabel.size() ? 1 : 0);
      int[] own = byLabel.get(c);
      int[] order = new int[0];
      for (int i = 0; i < places; i++) {
        if (i % own.length == 0) {
          order = seed.split("label").split(c).split(i / own.length).permutation(own.length);
        }
        drawn[at++] = own[order[i % own.length]];
      }
    }
    int[] shuffled = new int[rows];
    int[] order = seed.split("all").permutation(rows);
    for (int i = 0; i < rows; i++) {
      shuffled[i] = drawn[order[i]];
    }
    return shuffled;
  }
}
