package dev.recur.data;

import dev.recur.reading.Format;
import dev.recur.reading.RawRow;
import dev.recur.reading.RowReader;
import dev.recur.reading.Source;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import dev.recur.text.Fitted;
import dev.recur.text.Recipe;
import dev.recur.text.TokenSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Rows of texts, labels and numbers, each column with the recipe by which it is read.
///
///     Field text = Field.text().lower(true).build();
///     LabelField label = new LabelField();
///     Dataset all = Dataset.csv(path, Columns.of("review", text).and("label", label));
///     List<Dataset> parts = all.split(Seed.of(1), 0.9, 0.1);
///     FittedField fitted = text.buildVocab(parts.getFirst(), 20_000, 2);
///     FittedLabels labels = label.buildVocab(parts.getFirst());
///     EncodedDataset train = parts.getFirst().encode(fitted, labels);
///
/// Immutable; its parts share its rows.
public final class Dataset implements TokenSource {
  private final Table table;
  private final int[] rows;

  private Dataset(Table table, int[] rows) {
    this.table = table;
    this.rows = rows;
  }

  /// Reads the columns of a CSV file that has a header.
  ///
  /// @throws IllegalArgumentException if the file is not such a table; says where and why
  public static Dataset csv(Path path, Columns columns) throws IOException {
    return read(path, Format.csv(), columns);
  }

  /// Reads the columns of a TSV file that has a header.
  ///
  /// @throws IllegalArgumentException if the file is not such a table; says where and why
  public static Dataset tsv(Path path, Columns columns) throws IOException {
    return read(path, Format.tsv(), columns);
  }

  /// Reads the columns of a file.
  ///
  /// @throws IllegalArgumentException if the file is not such a table; says where and why
  public static Dataset read(Path path, Format format, Columns columns) throws IOException {
    return read(Source.of(path, format), columns, (cells, row) -> true);
  }

  /// Reads the columns of a file or a folder, and keeps the rows that `kept` accepts; it is given
  /// the wanted cells, in the order of `columns`, and the whole row. A column called `title,body`
  /// is those two, joined by a line break, as [RowReader#positions] says.
  ///
  /// @throws IllegalArgumentException if it cannot be read like this; says where and why
  public static Dataset read(Source source, Columns columns, BiPredicate<List<String>, RawRow> kept)
      throws IOException {
    try (RowReader reader = RowReader.open(source)) {
      return read(reader, columns, kept);
    }
  }

  /// Reads the columns of all rows that are left in a reader, which stays open: its
  /// [RowReader#notes] are complete then.
  ///
  /// @throws IllegalArgumentException if it cannot be read like this; says where and why
  public static Dataset read(
      RowReader reader, Columns columns, BiPredicate<List<String>, RawRow> kept)
      throws IOException {
    Table table = new TableReader(reader, columns, kept).read();
    return new Dataset(table, IntStream.range(0, table.size()).toArray());
  }

  /// Rows from memory, each with its cells in the order of `columns`.
  public static Dataset of(Columns columns, List<List<String>> rows) {
    TableBuilder table = new TableBuilder("the data set", columns);
    for (List<String> row : rows) {
      if (row.size() != columns.names().size()) {
        throw new IllegalArgumentException(
            "the data set, row %s: expected %s cells, got %s"
                .formatted(table.size(), columns.names().size(), row.size()));
      }
      table.add(row);
    }
    return new Dataset(table.build(), IntStream.range(0, table.size()).toArray());
  }

  /// How many rows there are.
  public int size() {
    return rows.length;
  }

  /// The columns and their recipes.
  public Columns columns() {
    return table.columns();
  }

  /// The same rows, one column read by another recipe, such as one that was chosen by looking at
  /// these rows.
  public Dataset with(String column, Recipe recipe) {
    return columns().recipe(column) == recipe
        ? this
        : new Dataset(table.with(columns().with(column, recipe)), rows);
  }

  /// The row at a position, from 0.
  public Row row(int position) {
    return new Row(table, rows[position]);
  }

  /// The rows that `kept` accepts, in the same order.
  public Dataset filter(Predicate<Row> kept) {
    return new Dataset(
        table, Arrays.stream(rows).filter(row -> kept.test(new Row(table, row))).toArray());
  }

  /// Divides the rows at random into parts of the given proportions, each in the file's order. The
  /// parts depend on the seed, the number of rows and the proportions, on nothing else.
  public List<Dataset> split(Seed seed, double... ratios) {
    return parts(Splits.plain(seed, size(), ratios));
  }

  /// Divides the rows at random so that every label has its proportion in every part. Where it has
  /// fewer rows than there are parts, the first part gets one, then those with the largest ratio:
  /// so the first is the one to train on, which knows every label.
  public List<Dataset> stratifiedSplit(Seed seed, String column, double... ratios) {
    return parts(Splits.stratified(seed, cells(column), ratios));
  }

  /// Divides the rows at random into k parts of which each is the test of a fold, so that every
  /// label has its share of each: k pairs of the rows to train on and the rows to test on. A label
  /// with a single row is trained on in every fold and tested in none.
  ///
  /// @throws IllegalArgumentException if k is below 2, or above the number of rows to test
  public List<Fold> stratifiedFolds(Seed seed, String column, int k) {
    return folds(Splits.folds(seed, cells(column), k));
  }

  /// Divides the rows at random into k parts of which each is the test of a fold.
  ///
  /// @throws IllegalArgumentException if k is below 2, or above the number of rows
  public List<Fold> folds(Seed seed, int k) {
    return folds(Splits.folds(seed, Collections.nCopies(size(), ""), k));
  }

  private List<Fold> folds(List<int[]> tests) {
    List<Fold> folds = new ArrayList<>(tests.size());
    for (int[] test : tests) {
      BitSet left = new BitSet(size());
      left.set(0, size());
      Arrays.stream(test).forEach(left::clear);
      List<Dataset> parts = parts(List.of(left.stream().toArray(), test));
      folds.add(new Fold(parts.get(0), parts.get(1)));
    }
    return List.copyOf(folds);
  }

  /// One of the ways to divide rows for cross-validation.
  ///
  /// @param train the rows of all other folds
  /// @param test this fold's own
  public record Fold(Dataset train, Dataset test) {}

  private List<String> cells(String column) {
    return Arrays.stream(rows).mapToObj(row -> table.cell(row, column)).toList();
  }

  private List<Dataset> parts(List<int[]> positions) {
    List<Dataset> parts = new ArrayList<>(positions.size());
    for (int[] part : positions) {
      parts.add(new Dataset(table, Arrays.stream(part).map(i -> rows[i]).toArray()));
    }
    return List.copyOf(parts);
  }

  /// Cuts the texts of those columns that are read with this recipe, and counts.
  @Override
  public Map<String, Long> tokenCounts(Recipe recipe) {
    Map<String, Long> totals = new HashMap<>();
    for (String column : columnsOf(recipe)) {
      table.tokenize(column, rows, Workers.single()).countInto(totals);
    }
    return totals;
  }

  List<String> columnsOf(Recipe recipe) {
    List<String> columns =
        table.names().stream().filter(name -> columns().recipe(name) == recipe).toList();
    if (columns.isEmpty()) {
      throw new IllegalArgumentException(
          "no column of %s is read with this field; the columns are %s (the data set and the"
                  .formatted(table.source(), String.join(", ", table.names()))
              + " vocabulary need the same Field object)");
    }
    return columns;
  }

  /// Cuts the texts of all columns into tokens, the workers dividing the rows. Whoever needs the
  /// tokens more than once, for a vocabulary and for [#encode], cuts them once with this.
  ///
  /// @throws IllegalArgumentException for a cell that its recipe refuses; says where
  public TokenizedDataset tokenize(Workers workers) {
    Map<String, TokenColumn> tokens = new LinkedHashMap<>();
    for (String column : table.names()) {
      if (columns().recipe(column) instanceof Field) {
        tokens.put(column, table.tokenize(column, rows, workers));
      }
    }
    return new TokenizedDataset(this, tokens);
  }

  /// Turns every cell into numbers. Each column needs the fitted form of its recipe; number columns
  /// need none.
  ///
  /// @throws IllegalArgumentException for a column without one, or a cell it refuses; says where
  public EncodedDataset encode(Fitted... fields) {
    return tokenize(Workers.single()).encode(fields);
  }

  Table table() {
    return table;
  }

  int[] rows() {
    return rows.clone();
  }
}
