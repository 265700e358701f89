package dev.recur.source;

import dev.recur.data.Dataset;
import dev.recur.data.Row;
import dev.recur.reading.Shown;
import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import dev.recur.settings.SettingException;
import dev.recur.task.Parts;
import dev.recur.task.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Checks the rows before training: refuses data from which nothing can be learnt, and reports what
/// makes figures look better than they are. Checks of labels apply to jobs that have labels.
///
/// @param file the data
/// @param listener gets what was found
record DataChecks(DataFile file, Consumer<DataEvent> listener) {
  private static final int MANY_LABELS = 1000;
  private static final int ROWS_A_LABEL = 3;
  private static final int MOST_NAMED = 5;
  private static final int LONGEST_LABEL = 24;
  private static final int LONGEST_TEXT = 40;

  private void report(Sentence sentence) {
    listener.accept(new DataEvent.Noted(sentence));
  }

  private List<Role> given() {
    return file.roles().stream().filter(Role::given).toList();
  }

  private List<Role> found() {
    return file.roles().stream().filter(role -> !role.given()).toList();
  }

  private List<Role> texts() {
    return given().stream().filter(role -> role.kind() == Role.Kind.TEXT).toList();
  }

  /// The role of the labels to find, if the job has one.
  Optional<Role> label() {
    return found().stream().filter(role -> role.kind() == Role.Kind.LABEL).findFirst();
  }

  private static String joined(List<Role> roles) {
    return roles.stream().map(Kinds::one).collect(Collectors.joining(" and "));
  }

  /// Refuses data from which nothing can be learnt.
  void refuse(Dataset all) {
    if (all.size() == 0) {
      List<Role> needed = file.roles();
      throw new IllegalArgumentException(
          "%s: no row has %s%s"
              .formatted(file.name(), needed.size() == 2 ? "both " : "", joined(needed)));
    }
    label().ifPresent(label -> refuseLabels(all, label));
    if (!found().isEmpty()) {
      texts().stream().findFirst().ifPresent(text -> refuseEqualTexts(all, text));
    }
  }

  /// Refuses a test set without rows.
  ///
  /// @param name the data's name in the plan
  void refuseEmptyTest(Dataset data, String name) {
    if (data.size() == 0) {
      List<Role> needed = found().isEmpty() ? given() : found();
      throw new IllegalArgumentException("%s: no row has %s".formatted(name, joined(needed)));
    }
  }

  private void refuseLabels(Dataset all, Role role) {
    String column = file.column(role);
    Set<String> labels = new HashSet<>(cells(all, role));
    if (labels.size() == 1) {
      throw SettingException.of(
          "%s, column \"%s\": expected at least two labels to distinguish, got only \"%s\"",
          file.name(), column, labels.iterator().next());
    }
    if (labels.size() >= MANY_LABELS && all.size() < (long) ROWS_A_LABEL * labels.size()) {
      throw SettingException.of(
          "%s, column \"%s\": %,d different labels in %,d rows are too many to learn (is this"
              + " really the column of labels? %s names another)",
          file.name(), column, labels.size(), all.size(), Mention.of(role.name()));
    }
  }

  private void refuseEqualTexts(Dataset all, Role role) {
    String column = file.column(role);
    String first = all.row(0).text(column);
    if (IntStream.range(1, all.size()).anyMatch(i -> !all.row(i).text(column).equals(first))) {
      return;
    }
    throw SettingException.of(
        "%s, column \"%s\": all %,d texts are equal, \"%s\", so there is nothing to %s (is it the"
            + " column of texts? %s names another)",
        file.name(),
        column,
        all.size(),
        Shown.shortened(first, LONGEST_TEXT),
        label().isPresent() ? "distinguish the labels by" : "learn from",
        Mention.of(role.name()));
  }

  private List<String> cells(Dataset data, Role role) {
    String column = file.column(role);
    List<String> cells = new ArrayList<>(data.size());
    for (int i = 0; i < data.size(); i++) {
      cells.add(data.row(i).text(column));
    }
    return cells;
  }

  /// The labels that occur in the data.
  Set<String> labels(Dataset all) {
    return label().map(role -> Set.copyOf(cells(all, role))).orElse(Set.of());
  }

  /// Reports labels that differ so little that one label may be meant.
  void reportNearLabels(Dataset all) {
    if (label().isPresent()) {
      Map<String, Integer> rows = new HashMap<>();
      cells(all, label().get()).forEach(cell -> rows.merge(cell, 1, Integer::sum));
      NearLabels.report(rows, listener);
    }
  }

  /// Refuses rows to test a model on if it knows none of their labels.
  ///
  /// @param known the labels that the model knows; empty if it has no list of them
  void refuseUnknown(Dataset data, Set<String> known) {
    if (label().isEmpty() || known.isEmpty()) {
      return;
    }
    Role role = label().get();
    UnseenLabels unseen = UnseenLabels.of(data, file.column(role), known);
    if (unseen.areAll()) {
      throw SettingException.of(
          "%s, column \"%s\": the model knows none of its labels, only %s (is this really the"
              + " column of labels? %s names another)",
          file.name(), file.column(role), named(known.stream().sorted()), Mention.of(role.name()));
    }
  }

  /// The first few of these labels, in quotation marks.
  private static String named(Stream<String> labels) {
    List<String> some = labels.limit(MOST_NAMED + 1L).toList();
    return some.stream()
            .limit(MOST_NAMED)
            .map(label -> "\"" + Shown.shortened(label, LONGEST_LABEL) + "\"")
            .collect(Collectors.joining(", "))
        + (some.size() > MOST_NAMED ? ", …" : "");
  }

  /// Reports labels that only the validation set or the test set has.
  ///
  /// @param chosenBy whether these rows decide which epoch is the best; then at least one label
  ///   must be known
  void reportUnseen(Dataset data, Set<String> known, boolean chosenBy) {
    if (label().isEmpty()) {
      return;
    }
    String column = file.column(label().get());
    UnseenLabels unseen = UnseenLabels.of(data, column, known);
    if (chosenBy && unseen.areAll()) {
      throw new IllegalArgumentException(
          "%s, column \"%s\": not one of its labels is in %s, which is trained on (are they labels"
                  .formatted(unseen.first(), column, file.name())
              + " of the same kind?)");
    }
    unseen.sentence().ifPresent(this::report);
  }

  /// Reports labels with one row, which cannot be in every part.
  void reportSingles(Dataset all) {
    if (label().isEmpty()) {
      return;
    }
    String column = file.column(label().get());
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      Row row = all.row(i);
      rows.computeIfAbsent(row.text(column), label -> new ArrayList<>()).add(row);
    }
    rows.values().removeIf(of -> of.size() > 1);
    if (rows.isEmpty()) {
      return;
    }
    String labels = named(rows.keySet().stream());
    String where = rows.values().iterator().next().getFirst().where();
    report(
        rows.size() == 1
            ? Sentence.of(
                "%s: label %s has only this row, which is used for training and not for"
                    + " validation or test (a misspelt label?)",
                where, labels)
            : Sentence.of(
                "%,d labels have 1 row each (%s; the first: %s), which is used for training"
                    + " and not for validation or test (misspelt labels?)",
                rows.size(), labels, where));
  }

  /// Reports texts of the test set that are also trained on, summed over all folds.
  void reportOverlap(List<Parts> folds) {
    if (texts().isEmpty()) {
      return;
    }
    int twice = 0;
    int tested = 0;
    String first = "";
    for (Parts parts : folds) {
      Map<List<String>, Row> known = new HashMap<>();
      for (int i = 0; i < parts.train().size(); i++) {
        Row row = parts.train().row(i);
        known.putIfAbsent(given(row), row);
      }
      tested += parts.test().size();
      for (int i = 0; i < parts.test().size(); i++) {
        Row row = parts.test().row(i);
        Row before = known.get(given(row));
        if (before != null && twice++ == 0) {
          first = first(row.where(), before.where());
        }
      }
    }
    if (twice > 0) {
      report(
          Sentence.of(
              "%,d of the %,d test texts also %s in the training data (the first: %s), which makes"
                  + " the figures look better than they are",
              twice, tested, twice == 1 ? "occurs" : "occur", first));
    }
  }

  private List<String> given(Row row) {
    return texts().stream().map(role -> row.text(file.column(role))).toList();
  }

  /// Such as `a.csv, line 86, as line 12`: the second place names its file only if it is another.
  private static String first(String where, String before) {
    int name = where.lastIndexOf(", ") + 2;
    boolean same = name > 1 && before.startsWith(where.substring(0, name));
    return "%s, as %s".formatted(where, same ? before.substring(name) : before);
  }
}
