package dev.recur.source;

import dev.recur.check.RowChecks;
import dev.recur.data.Dataset;
import dev.recur.reading.Shown;
import dev.recur.settings.Mention;
import dev.recur.settings.SettingException;
import dev.recur.task.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Refuses data from which nothing can be learnt, or on which nothing can be tested. What is merely
/// reported is found by [RowChecks]. Checks of labels apply to jobs that have labels.
///
/// @param file the data
record DataChecks(DataFile file) {
  private static final int MANY_LABELS = 1000;
  private static final int ROWS_A_LABEL = 3;
  private static final int LONGEST_TEXT = 40;

  private List<Role> given() {
    return file.roles().stream().filter(Role::given).toList();
  }

  private List<Role> toFind() {
    return file.roles().stream().filter(role -> !role.given()).toList();
  }

  private List<Role> texts() {
    return given().stream().filter(Role::isText).toList();
  }

  /// The role of the labels to find, if the job has one.
  Optional<Role> label() {
    return toFind().stream().filter(role -> role.kind() == Role.Kind.LABEL).findFirst();
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
    if (!toFind().isEmpty()) {
      texts().stream().findFirst().ifPresent(text -> refuseEqualTexts(all, text));
    }
  }

  /// Refuses a test set without rows.
  ///
  /// @param name the data's name in the plan
  void refuseEmptyTest(Dataset data, String name) {
    if (data.size() == 0) {
      List<Role> needed = toFind().isEmpty() ? given() : toFind();
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

  /// Refuses rows to test a model on if it knows none of their labels.
  ///
  /// @param known the labels that the model knows; empty if it has no list of them
  void refuseUnknown(Dataset data, Set<String> known) {
    if (label().isEmpty() || known.isEmpty()) {
      return;
    }
    Role role = label().get();
    if (Collections.disjoint(labels(data), known)) {
      throw SettingException.of(
          "%s, column \"%s\": the model knows none of its labels, only %s (is this really the"
              + " column of labels? %s names another)",
          file.name(),
          file.column(role),
          Shown.quoted(known.stream().sorted()),
          Mention.of(role.name()));
    }
  }

  /// Refuses rows for validation or test of which a model would know no label: they could neither
  /// decide which epoch is the best nor measure anything.
  void refuseUnlike(Dataset other, Set<String> known) {
    if (label().isPresent() && Collections.disjoint(labels(other), known)) {
      throw new IllegalArgumentException(
          "%s, column \"%s\": not one of its labels is in %s, which is trained on (are they labels"
                  .formatted(other.row(0).where(), file.column(label().get()), file.name())
              + " of the same kind?)");
    }
  }

  /// The checks that report what they find.
  RowChecks found() {
    return new RowChecks(texts().stream().map(file::column).toList(), label().map(file::column));
  }
}
