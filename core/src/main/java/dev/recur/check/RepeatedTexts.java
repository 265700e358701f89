package dev.recur.check;

import dev.recur.data.Dataset;
import dev.recur.data.Row;
import dev.recur.reading.Shown;
import dev.recur.settings.Sentence;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Finds texts that occur more than once: with the same label, with different labels, or in two of
/// the sets that a model is trained, chosen and tested with.
///
/// @param columns the columns of texts
record RepeatedTexts(List<String> columns) {

  /// Finds rows that repeat the text and the label of an earlier row, and rows whose text has
  /// several labels.
  List<Finding> within(Dataset data, Optional<String> label) {
    TextIndex index = new TextIndex(data, columns);
    int[] first = new int[data.size()];
    BitSet torn = new BitSet(); // the first rows of texts with several labels
    for (int i = 0; i < first.length; i++) {
      first[i] = index.first(data.row(i));
      if (label.isPresent() && !isSame(data, i, first[i], label.get())) {
        torn.set(first[i]);
      }
    }
    List<Finding> findings = new ArrayList<>();
    label.ifPresent(column -> contradictions(data, first, torn, column, findings));
    duplicates(data, first, torn, findings);
    return findings;
  }

  private static boolean isSame(Dataset data, int i, int j, String column) {
    return data.row(i).text(column).equals(data.row(j).text(column));
  }

  /// Always a note: what duplicates do to figures is reported as texts that are in two sets.
  private static void duplicates(Dataset data, int[] first, BitSet torn, List<Finding> findings) {
    List<Row> rows = new ArrayList<>();
    String where = "";
    for (int i = 0; i < first.length; i++) {
      if (first[i] < i && !torn.get(first[i])) {
        where = rows.isEmpty() ? as(data.row(i), data.row(first[i])) : where;
        rows.add(data.row(i));
      }
    }
    if (!rows.isEmpty()) {
      Sentence sentence =
          Sentence.of(
              rows.size() == 1
                  ? "%d row repeats an earlier one: %s"
                  : "%,d rows repeat an earlier one (the first: %s)",
              rows.size(),
              where);
      findings.add(Finding.of("duplicates", Finding.Severity.NOTE, sentence, rows));
    }
  }

  private static void contradictions(
      Dataset data, int[] first, BitSet torn, String column, List<Finding> findings) {
    List<Row> rows = new ArrayList<>();
    String where = "";
    for (int i = 0; i < first.length; i++) {
      if (torn.get(first[i])) {
        rows.add(data.row(i));
        if (where.isEmpty() && !isSame(data, i, first[i], column)) {
          where = both(data.row(first[i]), data.row(i), column);
        }
      }
    }
    if (!rows.isEmpty()) {
      Sentence sentence =
          Sentence.of(
              torn.cardinality() == 1
                  ? "%d text occurs with more than one label, so no answer is right for all of its %,d rows"
                      + " (%s)"
                  : "%,d texts occur with more than one label, so no answer is right for all of their %,d"
                      + " rows (the first: %s)",
              torn.cardinality(),
              rows.size(),
              where);
      Finding.Severity severity = Finding.Severity.of(rows.size(), data.size());
      findings.add(Finding.of("contradictions", severity, sentence, rows));
    }
  }

  /// Such as `a.csv, line 12: "good"; line 86: "bad"`.
  private static String both(Row one, Row other, String column) {
    return labelled(one.where(), one, column)
        + "; "
        + labelled(rest(other.where(), one.where()), other, column);
  }

  private static String labelled(String where, Row row, String column) {
    return where + ": " + Shown.quoted(row.text(column));
  }

  /// Finds texts of one set that are also in another, summed over pairs of sets.
  ///
  /// @param known the sets that texts should not be in, one for each of `asked`
  /// @param format a sentence about how many of how many texts, the verb, and the first of them
  Optional<Finding> across(List<Dataset> known, List<Dataset> asked, String format) {
    List<Row> rows = new ArrayList<>();
    String where = "";
    int all = 0;
    for (int s = 0; s < asked.size(); s++) {
      TextIndex index = new TextIndex(known.get(s), columns);
      all += asked.get(s).size();
      for (int i = 0; i < asked.get(s).size(); i++) {
        Row row = asked.get(s).row(i);
        int before = index.first(row);
        if (before >= 0) {
          where = rows.isEmpty() ? as(row, known.get(s).row(before)) : where;
          rows.add(row);
        }
      }
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Sentence sentence =
        Sentence.of(format, rows.size(), all, rows.size() == 1 ? "occurs" : "occur", where);
    return Optional.of(Finding.of("in-two-sets", Finding.Severity.WARNING, sentence, rows));
  }

  /// Such as `a.csv, line 86, as line 12`.
  private static String as(Row row, Row before) {
    return "%s, as %s".formatted(row.where(), rest(before.where(), row.where()));
  }

  /// A place without its file, if a place that was named before it is in the same file.
  private static String rest(String where, String before) {
    int name = before.lastIndexOf(", ") + 2;
    boolean same = name > 1 && where.startsWith(before.substring(0, name));
    return same ? where.substring(name) : where;
  }
}
