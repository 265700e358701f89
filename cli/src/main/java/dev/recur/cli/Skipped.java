package dev.recur.cli;

import dev.recur.reading.Blank;
import dev.recur.reading.RawRow;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.BiPredicate;

/// Keeps the rows that can be learnt from and counts the others: those without a text, and those
/// without a label. What a network is tested on keeps its empty texts, as it will meet such, too.
final class Skipped implements BiPredicate<List<String>, RawRow> {
  private final boolean blankTexts;
  private final Count texts = new Count("a text");
  private final Count labels = new Count("a label");

  /// @param blankTexts whether rows without a text are passed over
  Skipped(boolean blankTexts) {
    this.blankTexts = blankTexts;
  }

  @Override
  public boolean test(List<String> cells, RawRow row) {
    if (Blank.is(cells.getLast())) {
      return labels.pass(row);
    }
    return !blankTexts || !Blank.is(cells.getFirst()) || texts.pass(row);
  }

  /// Tells what was passed over, a line for each reason.
  void tell(PrintWriter err) {
    texts.tell(err);
    labels.tell(err);
  }

  private static final class Count {
    private final String what;
    private int rows;
    private String first = "";

    Count(String what) {
      this.what = what;
    }

    boolean pass(RawRow row) {
      if (rows++ == 0) {
        first = row.where();
      }
      return false;
    }

    void tell(PrintWriter err) {
      if (rows > 0) {
        err.println(
            Shown.line(
                rows == 1
                    ? Figures.text("1 row without %s is skipped: %s", what, first)
                    : Figures.text(
                        "%,d rows without %s are skipped (the first: %s)", rows, what, first)));
        err.flush();
      }
    }
  }
}
