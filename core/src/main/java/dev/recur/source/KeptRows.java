package dev.recur.source;

import dev.recur.check.Finding;
import dev.recur.data.Place;
import dev.recur.reading.Blank;
import dev.recur.reading.RawRow;
import dev.recur.settings.Sentence;
import dev.recur.task.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/// Keeps the rows that can be used and counts the others: those without what a model has to find,
/// and those without what it is given. Rows to test on keep their empty texts, because a model in
/// use meets them as well.
final class KeptRows implements BiPredicate<List<String>, RawRow> {
  private final List<Count> given = new ArrayList<>();
  private final List<Count> found = new ArrayList<>();
  private final boolean toTrain;

  /// @param roles the columns' roles
  /// @param columns the column of each role, by its name
  /// @param order the columns in the order of the cells of a row
  /// @param toTrain whether rows without what a model is given are skipped
  KeptRows(List<Role> roles, Map<String, String> columns, List<String> order, boolean toTrain) {
    this.toTrain = toTrain;
    for (Role role : roles) {
      int at = order.indexOf(columns.get(role.name()));
      if (at >= 0) {
        boolean tags = role.kind() == Role.Kind.TAGS; // of which a list may be empty
        (role.given() ? given : found).add(new Count(at, Kinds.one(role), tags));
      }
    }
  }

  @Override
  public boolean test(List<String> cells, RawRow row) {
    return found.stream().allMatch(count -> count.keeps(cells, row))
        && (!toTrain || given.stream().allMatch(count -> count.keeps(cells, row)));
  }

  /// Reports what was skipped, a sentence for each reason.
  void report(Consumer<DataEvent> listener) {
    given.forEach(count -> count.report(listener));
    found.forEach(count -> count.report(listener));
  }

  private static final class Count {
    private final int at;
    private final String what;
    private final boolean tags;
    private final List<Place> places = new ArrayList<>();
    private int rows;

    Count(int at, String what, boolean tags) {
      this.at = at;
      this.what = what;
      this.tags = tags;
    }

    boolean keeps(List<String> cells, RawRow row) {
      if (!Blank.is(cells.get(at)) || (tags && !cells.get(at).isEmpty())) {
        return true;
      }
      if (rows++ < Finding.MOST_PLACES) {
        places.add(new Place(row.file().toString(), row.line()));
      }
      return false;
    }

    void report(Consumer<DataEvent> listener) {
      if (rows > 0) {
        Sentence sentence =
            rows == 1
                ? Sentence.of("1 row without %s is skipped: %s", what, places.getFirst())
                : Sentence.of(
                    "%,d rows without %s are skipped (the first: %s)",
                    rows, what, places.getFirst());
        listener.accept(
            new DataEvent.Found(
                new Finding("skipped", Finding.Severity.WARNING, sentence, rows, places)));
      }
    }
  }
}
