package dev.recur.data;

import dev.recur.text.Fitted;
import dev.recur.text.FittedField;
import dev.recur.text.FittedLabels;
import dev.recur.text.NumberField;
import java.util.Arrays;

/// A column in numbers: rows of token ids, labels, or rows of real numbers.
sealed interface EncodedColumn {
  Fitted field();

  /// How many steps a row has; 0 where it is no sequence.
  int length(int row);

  /// How many steps each row is padded to, in a batch whose longest row has `longest`.
  int width(int longest);

  record Texts(FittedField field, Runs runs, int[] ids) implements EncodedColumn {
    @Override
    public int length(int row) {
      return runs.length(row);
    }

    @Override
    public int width(int longest) {
      return field.recipe().options().fixLength().orElse(longest);
    }

    int[] row(int row) {
      return Arrays.copyOfRange(ids, runs.from(row), runs.from(row + 1));
    }
  }

  record Labels(FittedLabels field, int[] labels) implements EncodedColumn {
    @Override
    public int length(int row) {
      return 0;
    }

    @Override
    public int width(int longest) {
      return 0;
    }
  }

  record Numbers(NumberField field, Runs runs, float[] values) implements EncodedColumn {
    @Override
    public int length(int row) {
      return field.sequential() ? runs.length(row) : 0;
    }

    @Override
    public int width(int longest) {
      return longest;
    }

    float[] row(int row) {
      return Arrays.copyOfRange(values, runs.from(row), runs.from(row + 1));
    }
  }

  /// Where each row begins in an array of all rows, end to end.
  final class Runs {
    private final int[] starts;
    private int rows;

    Runs(int rows) {
      this.starts = new int[rows + 1];
    }

    int from(int row) {
      return starts[row];
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
