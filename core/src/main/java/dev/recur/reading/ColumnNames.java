package dev.recur.reading;

import java.util.List;
import java.util.Locale;

/// Makes the error message for a column that does not exist: which columns there are, and which of
/// them was probably meant.
///
/// {@snippet class="ReadingExamples" region="columnNames"}
public final class ColumnNames {
  private ColumnNames() {}

  /// The message, such as `a.csv has no column "txt"; its columns are text, label (did you mean
  /// "text"?)`.
  ///
  /// @param where what lacks the column, such as a file
  /// @param name the name that was requested
  /// @param known the columns that exist
  public static String unknown(String where, String name, List<String> known) {
    return "%s has no column \"%s\"; its columns are %s%s"
        .formatted(where, name, String.join(", ", known), nearest(name, known));
  }

  /// A suggestion, such as ` (did you mean "text"?)`; empty if no known name is similar.
  public static String nearest(String name, List<String> known) {
    String nearest = "";
    int smallest = Math.max(2, name.length() / 2) + 1;
    for (String candidate : known) {
      int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < smallest && distance < candidate.length()) {
        smallest = distance;
        nearest = candidate;
      }
    }
    return nearest.isEmpty() ? "" : " (did you mean \"%s\"?)".formatted(nearest);
  }

  /// The Levenshtein distance: how many letters must be inserted, deleted or replaced.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
