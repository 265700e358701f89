package dev.recur.source;

import dev.recur.reading.Blank;
import dev.recur.reading.RawRow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/// The beginning of a table, read with one format: counts its rows, and decides whether the first
/// row looks like the names of the columns.
final class TableBeginning implements Predicate<RawRow> {
  private static final int LONGEST_NAME = 60;
  private static final int MOST_WORDS = 4; // of a column's name

  private List<String> first = List.of();
  private final BitSet filled = new BitSet(); // columns with a cell that is not blank
  private final BitSet repeated = new BitSet(); // columns whose first cell occurs again below
  private long rows;
  private long marked;
  private long again; // rows equal to the first

  @Override
  public boolean test(RawRow row) {
    List<String> cells = row.cells();
    boolean same = rows > 0 && isFirst(cells);
    if (rows++ == 0) {
      first = cells;
    }
    boolean mark = false;
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      mark = mark || cell.startsWith("\"");
      if (!filled.get(i) && !Blank.is(cell)) {
        filled.set(i); // Excel leaves empty columns at the end
      }
      if (rows > 1 && !same && cell.equals(first.get(i))) {
        repeated.set(i);
      }
    }
    again += same ? 1 : 0;
    marked += mark ? 1 : 0;
    return true;
  }

  /// Whether this row equals the first, with or without the byte-order mark of another file.
  private boolean isFirst(List<String> cells) {
    int last = first.size();
    return cells.size() == last
        && cells.getFirst().replaceFirst("^\uFEFF", "").equals(first.getFirst())
        && cells.subList(1, last).equals(first.subList(1, last));
  }

  long rows() {
    return rows;
  }

  /// The number of rows in which a cell begins with `"`.
  long marked() {
    return marked;
  }

  List<String> first() {
    return first;
  }

  /// Whether the first row looks like names. A name that occurs again below in its column is a
  /// value, unless files with a header were joined: then the whole row occurs again.
  boolean hasNames() {
    boolean usual = filled.stream().mapToObj(first::get).allMatch(Kinds::isUsualName);
    if (repeated.intersects(filled) || (again > 0 && !usual)) {
      return false;
    }
    List<String> names = new ArrayList<>();
    filled.stream().forEach(i -> names.add(Blank.strip(first.get(i))));
    return names.stream().anyMatch(Kinds::isUsualName)
        || (names.stream().distinct().count() == names.size()
            && names.stream().allMatch(TableBeginning::looksLikeName));
  }

  private static boolean looksLikeName(String name) {
    return !name.isEmpty()
        && name.length() <= LONGEST_NAME
        && name.split("\\s+").length <= MOST_WORDS
        && !name.matches("[-+]?[\\d.,]+");
  }
}
