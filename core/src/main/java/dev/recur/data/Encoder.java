package dev.recur.data;

import dev.recur.text.Fitted;
import dev.recur.text.FittedField;
import dev.recur.text.FittedLabels;
import dev.recur.text.NumberField;
import dev.recur.text.Recipe;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// Turns the cells of a table's rows into numbers, column by column.
final class Encoder {
  private final Table table;
  private final int[] rows;
  private final String column;
  private final Map<String, TokenColumn> tokens;

  private Encoder(Table table, int[] rows, String column, Map<String, TokenColumn> tokens) {
    this.table = table;
    this.rows = rows;
    this.column = column;
    this.tokens = tokens;
  }

  static EncodedDataset encode(
      Table table, int[] rows, Map<String, TokenColumn> tokens, Map<Recipe, Fitted> fields) {
    Map<String, EncodedColumn> columns = new LinkedHashMap<>();
    for (String name : table.names()) {
      Recipe recipe = table.columns().recipe(name);
      Fitted field = recipe instanceof NumberField number ? number : fields.get(recipe);
      if (field == null) {
        throw new IllegalArgumentException(
            ("the column \"%s\" has no vocabulary yet: pass the result of its field's buildVocab to"
                    + " encode")
                .formatted(name));
      }
      columns.put(name, new Encoder(table, rows, name, tokens).column(field));
    }
    long[] ids = Arrays.stream(rows).asLongStream().toArray();
    return new EncodedDataset(table.source(), columns, ids);
  }

  private EncodedColumn column(Fitted field) {
    return switch (field) {
      case FittedField texts -> texts(texts);
      case FittedLabels labels -> labels(labels);
      case NumberField numbers -> numbers(numbers);
    };
  }

  private EncodedColumn texts(FittedField field) {
    TokenIds known = new TokenIds(Objects.requireNonNull(tokens.get(column)), field);
    EncodedColumn.RowStarts runs = new EncodedColumn.RowStarts(rows.length);
    for (int i = 0; i < rows.length; i++) { // two passes: a growing array would need memory for two
      int position = i;
      runs.add(table.located(rows[i], column, () -> known.row(position)).length);
    }
    int[] ids = new int[runs.from(rows.length)];
    for (int i = 0; i < rows.length; i++) {
      int[] encoded = known.row(i);
      System.arraycopy(encoded, 0, ids, runs.from(i), encoded.length);
    }
    return new EncodedColumn.Texts(field, runs, ids);
  }

  /// The ids of a column's tokens; each distinct token is looked up once.
  private static final class TokenIds {
    private final TokenColumn tokens;
    private final FittedField field;
    private final int[] ids; // by the token's number in the column
    private final boolean[] known;

    TokenIds(TokenColumn tokens, FittedField field) {
      this.tokens = tokens;
      this.field = field;
      this.ids = new int[tokens.distinct()];
      this.known = new boolean[tokens.distinct()];
    }

    int[] row(int row) {
      int from = tokens.from(row);
      return field.encode(tokens.from(row + 1) - from, i -> id(tokens.number(from + i)));
    }

    private int id(int number) {
      if (!known[number]) {
        ids[number] = field.number(tokens.token(number));
        known[number] = true;
      }
      return ids[number];
    }
  }

  private EncodedColumn labels(FittedLabels field) {
    int[] labels = new int[rows.length];
    for (int i = 0; i < labels.length; i++) {
      int row = rows[i];
      labels[i] = table.located(row, column, () -> field.index(table.cell(row, column)));
    }
    return new EncodedColumn.Labels(field, labels);
  }

  private EncodedColumn numbers(NumberField field) {
    EncodedColumn.RowStarts runs = new EncodedColumn.RowStarts(rows.length);
    float[] values = new float[rows.length];
    int size = 0;
    for (int row : rows) {
      float[] cell = table.located(row, column, () -> field.encode(table.cell(row, column)));
      if (size + cell.length > values.length) {
        values = Arrays.copyOf(values, size + cell.length + (size >> 1));
      }
      System.arraycopy(cell, 0, values, size, cell.length);
      size += cell.length;
      runs.add(cell.length);
    }
    return new EncodedColumn.Numbers(field, runs, Arrays.copyOf(values, size));
  }
}
