package dev.recur.data;

import dev.recur.tensor.Device;
import dev.recur.tensor.Tokens;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A batch: some rows of a data set as numbers, in the iterator's order: token ids with their
/// lengths, labels, real numbers. Nothing is padded. A text without tokens becomes one unknown
/// token, so no row of tokens has length 0.
///
/// {@snippet class="DataExamples" region="batch"}
public final class Batch {
  private final EncodedDataset data;
  private final Device device;
  private final int[] positions;
  private final long[] ids;
  private final Map<String, Tokens> tokens = new HashMap<>();
  private final Map<String, int[]> labels = new HashMap<>();
  private final Map<String, float[][]> numbers = new HashMap<>();

  Batch(EncodedDataset data, Device device, int[] positions) {
    this.data = data;
    this.device = device;
    this.positions = positions.clone();
    this.ids = new long[positions.length];
    Arrays.setAll(ids, i -> data.rowId(positions[i]));
    data.columns().forEach(this::gather);
  }

  private void gather(String name, EncodedColumn column) {
    switch (column) {
      case EncodedColumn.Texts texts -> {
        int[][] rows = new int[positions.length][];
        Arrays.setAll(rows, i -> texts.row(positions[i]));
        tokens.put(name, new Tokens(rows, ids));
      }
      case EncodedColumn.Labels known -> {
        int[] ofRows = new int[positions.length];
        Arrays.setAll(ofRows, i -> known.label(positions[i]));
        labels.put(name, ofRows);
      }
      case EncodedColumn.Numbers values -> {
        float[][] rows = new float[positions.length][];
        Arrays.setAll(rows, i -> values.row(positions[i]));
        numbers.put(name, rows);
      }
    }
  }

  /// The number of rows, B.
  public int size() {
    return positions.length;
  }

  /// The device to compute the batch on.
  public Device device() {
    return device;
  }

  /// The ids of the rows, as in [Row#id()].
  public long[] rowIds() {
    return ids.clone();
  }

  /// The input columns, which a model is given.
  public List<String> inputs() {
    return data.inputs();
  }

  /// The target columns, which a model predicts.
  public List<String> targets() {
    return data.targets();
  }

  /// The tokens of a text column.
  public Tokens tokens(String column) {
    return of(tokens, column, "texts");
  }

  /// The tokens of the only text column among the inputs.
  ///
  /// @throws IllegalStateException if there are none or several
  public Tokens tokens() {
    return tokens(only(tokens, inputs(), "text column among its inputs"));
  }

  /// The labels of a column, as numbers from 0: one for each row.
  public int[] labels(String column) {
    return of(labels, column, "labels").clone();
  }

  /// The labels of the only label column.
  ///
  /// @throws IllegalStateException if there are none or several
  public int[] labels() {
    return labels(only(labels, targets(), "label column"));
  }

  /// The numbers of a column that has one in each cell: one for each row.
  public float[] numbers(String column) {
    float[][] rows = of(numbers, column, "numbers");
    float[] values = new float[rows.length];
    for (int i = 0; i < values.length; i++) {
      if (rows[i].length != 1) {
        throw new IllegalArgumentException(
            "the column \"%s\" holds series of numbers: call series(\"%s\")"
                .formatted(column, column));
      }
      values[i] = rows[i][0];
    }
    return values;
  }

  /// The numbers of a column that has a series in each cell: a series for each row.
  public float[][] series(String column) {
    return Arrays.stream(of(numbers, column, "numbers"))
        .map(float[]::clone)
        .toArray(float[][]::new);
  }

  private <T> T of(Map<String, T> kind, String column, String what) {
    T found = kind.get(column);
    if (found == null) {
      data.column(column); // reports an unknown name
      throw new IllegalArgumentException("the column \"%s\" holds no %s".formatted(column, what));
    }
    return found;
  }

  private static String only(Map<String, ?> kind, List<String> names, String what) {
    List<String> candidates = names.stream().filter(kind::containsKey).toList();
    if (candidates.size() != 1) {
      throw new IllegalStateException(
          "expected one %s, got %s%s (name the one to use)"
              .formatted(
                  what,
                  candidates.size(),
                  candidates.isEmpty() ? "" : ": " + String.join(", ", candidates)));
    }
    return candidates.getFirst();
  }
}
