package dev.recur.source;

import dev.recur.reading.Blank;
import dev.recur.reading.ColumnNames;
import dev.recur.reading.Layout;
import dev.recur.reading.RawRow;
import dev.recur.reading.Shown;
import dev.recur.reading.Source;
import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import dev.recur.settings.SettingException;
import dev.recur.task.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Detects which column belongs to which role, if names or values show it clearly.
///
/// @param source the data
/// @param columns its columns
/// @param rows its first rows
record ColumnGuess(Source source, List<String> columns, List<RawRow> rows) {
  private static final int LONGEST_LABEL = 40; // letters
  private static final int FEWEST_ROWS = 4;
  private static final int NAMED = 20; // columns in a sentence
  private static final int LONGEST_CELL = 20; // letters
  private static final String NUMBER = "[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?";

  /// Returns the column of every role: the named ones as given, the others detected.
  ///
  /// @throws SettingException if a column is not clear; asks the user to name it
  Map<String, String> of(List<Role> roles, Map<String, String> named) {
    Map<String, String> found = new HashMap<>(named);
    List<Role> open =
        new ArrayList<>(roles.stream().filter(r -> !named.containsKey(r.name())).toList());
    List<String> free = new ArrayList<>(named());
    for (Role role : roles) {
      String name = named.get(role.name());
      if (name != null) {
        free.removeAll(several(role, name));
      }
    }
    for (Role role : List.copyOf(open)) {
      only(free, name -> Kinds.isUsualName(role, roles, name))
          .or(() -> role.kind() == Role.Kind.NUMBER ? only(free, this::hasNumbers) : none())
          .ifPresent(column -> take(role, column, found, open, free));
    }
    while (open.size() > 1) {
      Optional<Role> role =
          open.stream().filter(each -> byValues(each, free).isPresent()).findFirst();
      if (role.isEmpty() || free.size() != open.size()) {
        throw ask(roles, open, named);
      }
      take(role.get(), byValues(role.get(), free).orElseThrow(), found, open, free);
    }
    if (open.size() == 1) {
      Role last = open.getFirst();
      Optional<String> other = last.kind() == Role.Kind.NUMBER ? none() : only(free, name -> true);
      String column =
          other.or(() -> byValues(last, free)).orElseThrow(() -> ask(roles, List.of(last), named));
      found.put(last.name(), column);
    }
    return found;
  }

  private static void take(
      Role role, String column, Map<String, String> found, List<Role> open, List<String> free) {
    found.put(role.name(), column);
    open.remove(role);
    free.remove(column);
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  /// The columns that a name can stand for: the name itself or, for texts, the parts between its
  /// commas.
  private static List<String> several(Role role, String name) {
    List<String> several = new ArrayList<>(List.of(name));
    if (role.kind() == Role.Kind.TEXT) {
      several.addAll(List.of(name.split(",", -1)));
    }
    return several;
  }

  /// The only column whose cells look like those of this role. A new kind adds a line.
  private Optional<String> byValues(Role role, List<String> free) {
    return switch (role.kind()) {
      case LABEL -> only(free, this::hasFewValues).or(() -> only(free, this::hasFewWords));
      case NUMBER -> only(free, this::hasNumbers);
      case TEXT, WORDS, LABELS, TAGS, SERIES, TIME, ID -> none();
    };
  }

  /// Whether all of these columns exist; a name may list several, separated by commas.
  static boolean has(List<String> there, List<String> wanted) {
    return wanted.stream()
        .allMatch(
            name ->
                there.contains(name)
                    || Stream.of(name.split(",", -1)).map(Blank::strip).allMatch(there::contains));
  }

  /// The columns that have a name; Excel leaves some without one at the end.
  private List<String> named() {
    return columns.stream().filter(name -> !Blank.is(name)).toList();
  }

  private static Optional<String> only(List<String> free, Predicate<String> wanted) {
    List<String> found = free.stream().filter(wanted).toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : none();
  }

  /// Whether the first rows have only numbers in this column.
  private boolean hasNumbers(String name) {
    int column = columns.indexOf(name);
    List<String> cells =
        rows.stream()
            .map(row -> row.cells().get(column).strip())
            .filter(c -> !c.isEmpty())
            .toList();
    return !cells.isEmpty() && cells.stream().allMatch(cell -> cell.matches(NUMBER));
  }

  /// Whether the first rows have few different values in this column, all of them short.
  private boolean hasFewValues(String name) {
    int column = columns.indexOf(name);
    Set<String> values = new HashSet<>();
    rows.forEach(row -> values.add(row.cells().get(column)));
    return rows.size() >= FEWEST_ROWS
        && values.size() > 1
        && values.size() <= rows.size() / 2
        && values.stream().allMatch(value -> value.length() <= LONGEST_LABEL);
  }

  /// Whether the column has few values and all are single words, unlike texts that recur.
  private boolean hasFewWords(String name) {
    int column = columns.indexOf(name);
    return hasFewValues(name)
        && rows.stream().noneMatch(row -> row.cells().get(column).strip().indexOf(' ') >= 0);
  }

  private SettingException ask(List<Role> roles, List<Role> open, Map<String, String> given) {
    Optional<String> unknown =
        given.values().stream()
            .filter(name -> source.layout() == Layout.TABLE && !has(columns, List.of(name)))
            .findFirst();
    if (unknown.isPresent()) {
      String sentence = ColumnNames.unknown(source.path().toString(), unknown.get(), columns);
      return SettingException.of("%s%s", sentence, split());
    }
    List<String> named = named();
    if (named.size() == 1 && roles.size() > 1) {
      return onlyOne(roles, named.getFirst());
    }
    String names =
        named.stream().limit(NAMED).map(this::shown).collect(Collectors.joining(", "))
            + (named.size() > NAMED ? ", …" : "");
    List<Object> values = new ArrayList<>(List.of(source.path(), wanted(open), names));
    open.forEach(role -> values.add(Mention.of(role.name())));
    values.add(split());
    String mentions = "%s, ".repeat(Math.max(0, open.size() - 2));
    return SettingException.of(
        "%s: which column holds %s? Its columns are %s: "
            + (open.size() == 1 ? "%s names it" : mentions + "%s and %s name them")
            + "%s",
        values.toArray());
  }

  /// Such as `the texts, and which the labels`.
  private static String wanted(List<Role> open) {
    return open.stream().map(Kinds::all).collect(Collectors.joining(", and which "));
  }

  private SettingException onlyOne(List<Role> roles, String name) {
    String expected = roles.stream().map(Kinds::many).collect(Collectors.joining(" and one of "));
    boolean labelled =
        roles.stream().map(Role::kind).toList().equals(List.of(Role.Kind.TEXT, Role.Kind.LABEL));
    return SettingException.of(
        "%s: expected a column of %s, got one column, \"%s\" (are the cells separated by another"
            + " character? %s names it%s)",
        source.path(),
        expected,
        name,
        Mention.of("delimiter"),
        labelled
            ? Sentence.of(
                "; or is it a label and a text on each line? %s",
                Mention.of("format", Layout.FASTTEXT))
            : "");
  }

  /// A column without a name is shown with its first cell.
  private String shown(String name) {
    boolean numbered = source.layout() == Layout.TABLE && source.format().names().isPresent();
    if (!numbered || rows.isEmpty()) {
      return name;
    }
    String cell = rows.getFirst().cells().get(columns.indexOf(name));
    return "%s (\"%s\")".formatted(name, Shown.shortened(cell, LONGEST_CELL));
  }

  /// Explains how lines without a header became columns, in case they were meant as a whole.
  private Object split() {
    boolean table = source.layout() == Layout.TABLE && source.format().names().isPresent();
    String name = table ? SourceSettings.name(source.format().separator()) : "";
    return table
        ? Sentence.of(
            " (each line was split at every %s, and the first was read as data; use %s if it names"
                + " the columns)",
            name, Mention.of("header"))
        : "";
  }
}
