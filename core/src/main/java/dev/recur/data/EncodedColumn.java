package dev.recur.data;

import dev.recur.text.Fitted;
import dev.recur.text.FittedField;
import dev.recur.text.FittedLabels;
import dev.recur.text.NumberField;
import java.util.Arrays;

/// A column as numbers: rows of token ids, labels, or rows of real numbers.
sealed interface EncodedColumn {
  Fitted field();

  /// The number of steps of a row; 0 if it is not a sequence.
  int length(int row);

  /// The number of steps that each row would be padded to in a batch whose longest row has
  /// `longest`.
  int width(int longest);

  /// The rows at these positions.
  EncodedColumn part(int... rows);

  /// Rows of token ids, end to end.
  final class Texts implements EncodedColumn {
    private final FittedField field;
    private final RowStarts runs;
    private final int[] ids;

    Texts(FittedField field, RowStarts runs, int[] ids) {
      this.field = field;
      this.runs = runs;
      this.ids = ids;
    }

    @Override
    public FittedField field() {
      return field;
    }

    @Override
    public int length(int row) {
      return runs.length(row);
    }

    @Override
    public int width(int longest) {
      return field.recipe().options().fixLength().orElse(longest);
    }

    @Override
    public Texts part(int... rows) {
      RowStarts part = runs.part(rows);
      int[] of = new int[part.from(rows.length)];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(ids, runs.from(rows[i]), of, part.from(i), part.length(i));
      }
      return new Texts(field, part, of);
    }

    int[] row(int row) {
      return Arrays.copyOfRange(ids, runs.from(row), runs.from(row + 1));
    }
  }

  /// One label for each row.
  final class Labels implements EncodedColumn {
    private final FittedLabels field;
    private final int[] labels;

    Labels(FittedLabels field, int[] labels) {
      this.field = field;
      this.labels = labels;
    }

    @Override
    public FittedLabels field() {
      return field;
    }

    @Override
    public int length(int row) {
      return 0;
    }

    @Override
    public int width(int longest) {
      return 0;
    }

    @Override
    public Labels part(int... rows) {
      return new Labels(field, Arrays.stream(rows).map(row -> labels[row]).toArray());
    }

    int label(int row) {
      return labels[row];
    }
  }

  /// Rows of real numbers, end to end.
  final class Numbers implements EncodedColumn {
    private final NumberField field;
    private final RowStarts runs;
    private final float[] values;

    Numbers(NumberField field, RowStarts runs, float[] values) {
      this.field = field;
      this.runs = runs;
      this.values = values;
    }

    @Override
    public NumberField field() {
      return field;
    }

    @Override
    public int length(int row) {
      return field.sequential() ? runs.length(row) : 0;
    }

    @Override
    public int width(int longest) {
      return longest;
    }

    @Override
    public Numbers part(int... rows) {
      RowStarts part = runs.part(rows);
      float[] of = new float[part.from(rows.length)];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(values, runs.from(rows[i]), of, part.from(i), part.length(i));
      }
      return new Numbers(field, part, of);
    }

    float[] row(int row) {
      return Arrays.copyOfRange(values, runs.from(row), runs.from(row + 1));
    }
  }

  /// Where each row begins in an array of all rows, end to end.
  final class RowStarts {
    private final int[] starts;
    private int rows;

    RowStarts(int rows) {
      this.starts = new int[rows + 1];
    }

    int from(int row) {
      return starts[row];
    }

    RowStarts part(int... positions) {
      RowStarts part = new RowStarts(positions.length);
      for (int position : positions) {
        part.add(length(position));
      }
      return part;
    }

    int length(int row) {
      return starts[row + 1] - starts[row];
    }

    void add(int length) {
      starts[rows + 1] = Math.addExact(starts[rows], length);
      rows++;
    }
  }
}
