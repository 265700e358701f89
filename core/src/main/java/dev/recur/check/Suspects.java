package dev.recur.check;

import dev.recur.data.Row;
import dev.recur.settings.Sentence;
import java.util.ArrayList;
import java.util.List;

/// Collects the rows of one finding while all rows are looked at once.
final class Suspects {
  private final String kind;
  private final String one;
  private final String many;
  private final List<Row> rows = new ArrayList<>();
  private String example = "";

  /// @param one a sentence about one row, with `%1$s` for its place and `%2$s` for the example
  /// @param many a sentence about several, with `%3$,d` for their number
  Suspects(String kind, String one, String many) {
    this.kind = kind;
    this.one = one;
    this.many = many;
  }

  void add(Row row, String what) {
    example = rows.isEmpty() ? what : example;
    rows.add(row);
  }

  /// @param all the number of all rows
  void report(long all, List<Finding> findings) {
    if (!rows.isEmpty()) {
      Sentence sentence =
          Sentence.of(rows.size() == 1 ? one : many, rows.getFirst().where(), example, rows.size());
      findings.add(Finding.of(kind, Finding.Severity.of(rows.size(), all), sentence, rows));
    }
  }
}
