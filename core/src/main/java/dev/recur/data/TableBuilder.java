package dev.recur.data;

import dev.recur.reading.Unicode;
import dev.recur.text.LabelField;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Collects the rows of a table while it is read, column by column. A cell of labels is kept as its
/// label, one string for all rows that have it; a text with U+FFFD in place of what UTF-8 cannot
/// encode.
final class TableBuilder {
  private final String source;
  private final Columns columns;
  private final List<@Nullable Map<String, String>> labels = new ArrayList<>(); // by their cells
  private final List<Path> files = new ArrayList<>();
  private final String[][] cells;
  private long[] lines = new long[16];
  private int[] fileOf = new int[0]; // empty while there is one file
  private int size;

  TableBuilder(String source, Columns columns) {
    this.source = source;
    this.columns = columns;
    this.cells = new String[columns.names().size()][16];
    for (String name : columns.names()) {
      labels.add(columns.recipe(name) instanceof LabelField ? new HashMap<>() : null);
    }
  }

  /// A row from memory.
  void add(List<String> row) {
    if (size == lines.length) {
      int more = Math.addExact(size, size >> 1);
      lines = Arrays.copyOf(lines, more);
      Arrays.setAll(cells, c -> Arrays.copyOf(cells[c], more));
    }
    for (int c = 0; c < cells.length; c++) {
      String cell = row.get(c);
      Map<String, String> once = labels.get(c);
      cells[c][size] = once == null ? Unicode.whole(cell) : label(c, cell, once);
    }
    size++;
  }

  private String label(int column, String cell, Map<String, String> once) {
    String known = once.get(cell);
    if (known == null) {
      var recipe = (LabelField) columns.recipe(columns.names().get(column));
      String label = Unicode.whole(recipe.label(cell));
      known = once.computeIfAbsent(label, same -> same);
      once.put(cell, known);
    }
    return known;
  }

  /// A row from a file; its line is 0 if it is the whole file.
  void add(List<String> row, Path file, long line) {
    add(row);
    lines[size - 1] = line;
    if (files.isEmpty() || !files.getLast().equals(file)) {
      files.add(file);
    }
    if (files.size() > 1) {
      fileOf = fileOf.length < size ? Arrays.copyOf(fileOf, lines.length) : fileOf;
      fileOf[size - 1] = files.size() - 1;
    }
  }

  int size() {
    return size;
  }

  Table build() {
    String[][] columnsOfCells = cells.clone();
    Arrays.setAll(columnsOfCells, c -> Arrays.copyOf(cells[c], size));
    return new Table(
        source,
        columns,
        columnsOfCells,
        new Places(source, files, Arrays.copyOf(fileOf, size), Arrays.copyOf(lines, size)));
  }
}
