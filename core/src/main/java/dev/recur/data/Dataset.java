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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// A data set: rows of texts, labels and numbers, with a recipe for each column.
///
/// {@snippet class="DataExamples" region="dataset"}
///
/// Immutable; parts of a data set share its rows.
public final class Dataset implements TokenSource {
  private final Table table;
  private final int[] rows;

  private Dataset(Table table, int[] rows) {
    this.table = table;
    this.rows = rows;
  }

  /// Reads the columns of a CSV file that has a header.
  ///
  /// @throws IllegalArgumentException if the file is not such a table; the message says where and
  ///   why
  public static Dataset csv(Path path, Columns columns) throws IOException {
    return read(path, Format.csv(), columns);
  }

  /// Reads the columns of a TSV file that has a header.
  ///
  /// @throws IllegalArgumentException if the file is not such a table; the message says where and
  ///   why
  public static Dataset tsv(Path path, Columns columns) throws IOException {
    return read(path, Format.tsv(), columns);
  }

  /// Reads the columns of a file.
  ///
  /// @throws IllegalArgumentException if the file is not such a table; the message says where and
  ///   why
  public static Dataset read(Path path, Format format, Columns columns) throws IOException {
    return read(Source.of(path, format), columns, (cells, row) -> true);
  }

  /// Reads the columns of a file or a folder, and keeps the rows that `kept` accepts; it gets the
  /// cells of `columns`, in their order, and the whole row. A column named `title,body` is those
  /// two joined by a line break ([RowReader#positions]).
  ///
  /// @throws IllegalArgumentException if the data cannot be read like this; the message says where
  ///   and why
  public static Dataset read(Source source, Columns columns, BiPredicate<List<String>, RawRow> kept)
      throws IOException {
    try (RowReader reader = RowReader.open(source)) {
      return read(reader, columns, kept);
    }
  }

  /// Reads the columns of all remaining rows of a reader. The reader stays open; its
  /// [RowReader#notes] are then complete.
  ///
  /// @throws IllegalArgumentException if the data cannot be read like this; the message says where
  ///   and why
  public static Dataset read(
      RowReader reader, Columns columns, BiPredicate<List<String>, RawRow> kept)
      throws IOException {
    Table table = new TableReader(reader, columns, kept).read();
    return new Dataset(table, IntStream.range(0, table.size()).toArray());
  }

  /// A data set of rows in memory, each with its cells in the order of `columns`.
  ///
  /// @throws IllegalArgumentException if a row has another number of cells
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

  /// The number of rows.
  public int size() {
    return rows.length;
  }

  /// The columns and their recipes.
  public Columns columns() {
    return table.columns();
  }

  /// The same rows with another recipe for one column, such as one chosen after looking at these
  /// rows.
  public Dataset with(String column, Recipe recipe) {
    return columns().recipe(column) == recipe
        ? this
        : new Dataset(table.with(columns().with(column, recipe)), rows);
  }

  /// The row at a position, from 0.
  public Row row(int position) {
    return new Row(table, rows[position]);
  }

  /// The cells of a column, in order: a view that is not copied.
  public List<String> texts(String column) {
    return new Cells(this, column);
  }

  /// Whether these rows were read together with all of another data set's, as those of a split are.
  public boolean isPartOf(Dataset whole) {
    return table == whole.table;
  }

  /// The rows that `kept` accepts, in the same order.
  public Dataset filter(Predicate<Row> kept) {
    return new Dataset(
        table, Arrays.stream(rows).filter(row -> kept.test(new Row(table, row))).toArray());
  }

  /// Splits the rows at random into parts of the given proportions, each in the file's order. The
  /// parts depend only on the seed, the number of rows and the proportions.
  ///
  /// @throws IllegalArgumentException if a ratio is not above 0, or a part would be empty
  public List<Dataset> split(Seed seed, double... ratios) {
    return parts(Splits.plain(seed, size(), ratios));
  }

  /// Splits the rows at random so that every part has its proportion of every label. If a label has
  /// fewer rows than there are parts, the first part gets one, then the parts with the largest
  /// ratios: so train on the first part, which has every label.
  ///
  /// @throws IllegalArgumentException if a ratio is not above 0
  public List<Dataset> stratifiedSplit(Seed seed, String column, double... ratios) {
    return parts(Splits.stratified(seed, cells(column), ratios));
  }

  /// Splits the rows at random for cross-validation: into k parts, each with its share of every
  /// label and each the test of one fold, which trains on all other rows. A label with a single row
  /// is used for training in every fold and tested in none.
  ///
  /// @throws IllegalArgumentException if k is below 2, or above the number of rows to test
  public List<Fold> stratifiedFolds(Seed seed, String column, int k) {
    return folds(Splits.folds(seed, cells(column), k));
  }

  /// Splits the rows at random for cross-validation: into k parts, each the test of one fold, which
  /// trains on all other rows.
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

  /// One fold of a cross-validation.
  ///
  /// @param train the rows of all other folds
  /// @param test the rows of this fold
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

  /// Counts the tokens of the columns that have this recipe. Cuts their texts each time; to do that
  /// once, use [#tokenize].
  ///
  /// @throws IllegalArgumentException if no column has this recipe
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

  /// Cuts the texts of all columns into tokens; the workers share the rows. Use this to cut texts
  /// only once if their tokens are needed several times, to build a vocabulary and to encode.
  ///
  /// @throws IllegalArgumentException for a cell that its recipe rejects; the message says where
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
  /// @throws IllegalArgumentException for a column without one, or a cell that it rejects; the
  ///   message says where
  public EncodedDataset encode(Fitted... fields) {
    return tokenize(Workers.single()).encode(fields);
  }

  /// The SHA-256 of the cells of every row, in order, in hexadecimal digits: equal for equal rows.
  public String sha256() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (int row : rows) {
        for (String column : table.names()) {
          sha.update(table.cell(row, column).getBytes(StandardCharsets.UTF_8));
          sha.update((byte) 0);
        }
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  Table table() {
    return table;
  }

  int[] rows() {
    return rows.clone();
  }
}
