package dev.recur.data;

import dev.recur.reading.ColumnNames;
import dev.recur.tensor.Device;
import dev.recur.text.Fitted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A data set as numbers, ready to be cut into batches. Immutable, and safe to share between
/// threads.
///
/// {@snippet class="DataExamples" region="encoded"}
public final class EncodedDataset {
  private final String source;
  private final Map<String, EncodedColumn> columns;
  private final long[] ids;
  private final List<String> inputs;
  private final List<EncodedColumn> inputColumns;
  private final List<String> targets;

  EncodedDataset(String source, Map<String, EncodedColumn> columns, long[] ids) {
    this.source = source;
    this.columns = columns;
    this.ids = ids;
    this.inputs = names(false);
    this.inputColumns = inputs.stream().map(this::column).toList();
    this.targets = names(true);
  }

  /// The number of rows.
  public int size() {
    return ids.length;
  }

  /// The id of the row at a position, as in [Row#id()].
  public long rowId(int position) {
    return ids[position];
  }

  /// The input columns, which a model is given.
  public List<String> inputs() {
    return inputs;
  }

  /// The target columns, which a model predicts.
  public List<String> targets() {
    return targets;
  }

  private List<String> names(boolean target) {
    return columns.keySet().stream()
        .filter(name -> column(name).field().recipe().isTarget() == target)
        .toList();
  }

  /// The fitted field that a column was encoded with.
  public Fitted field(String column) {
    return column(column).field();
  }

  /// The number of steps of a row in one column; 0 if the column is not a sequence.
  public int length(String column, int position) {
    return column(column).length(position);
  }

  /// The number of steps of a row in all input columns together.
  public int length(int position) {
    int length = 0;
    for (EncodedColumn column : inputColumns) {
      length += column.length(position);
    }
    return length;
  }

  /// The rows with these ids, in the order of the ids.
  ///
  /// @throws IllegalArgumentException if there is no row with one of them
  public EncodedDataset part(long... rowIds) {
    Map<Long, Integer> positions = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      positions.put(ids[i], i);
    }
    int[] rows = Arrays.stream(rowIds).mapToInt(id -> position(positions, id)).toArray();
    Map<String, EncodedColumn> part = new LinkedHashMap<>();
    columns.forEach((name, column) -> part.put(name, column.part(rows)));
    return new EncodedDataset(source, part, rowIds.clone());
  }

  private static int position(Map<Long, Integer> positions, long id) {
    Integer position = positions.get(id);
    if (position == null) {
      throw new IllegalArgumentException("there is no row with the id %s here".formatted(id));
    }
    return position;
  }

  /// The rows at these positions, in that order, as a batch.
  public Batch batch(Device device, int... positions) {
    return new Batch(this, device, positions);
  }

  EncodedColumn column(String name) {
    EncodedColumn column = columns.get(name);
    if (column == null) {
      throw new IllegalArgumentException(
          ColumnNames.unknown(source, name, new ArrayList<>(columns.keySet())));
    }
    return column;
  }

  Map<String, EncodedColumn> columns() {
    return columns;
  }
}
