package dev.recur.source;

import dev.recur.settings.Mention;
import dev.recur.settings.SettingException;
import dev.recur.task.Role;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The columns that a job needs from its data: a column for each role, and the names that are
/// known.
///
/// {@snippet class="SourceExamples" region="test"}
///
/// @param roles the roles, each of which needs a column
/// @param named the columns that the user named, by the name of their role; several columns of
///   texts are separated by commas
/// @param known the columns that a model was trained on, by the name of their role; they are used
///   for roles without a named column if the data has all of them
public record WantedColumns(
    List<Role> roles, Map<String, String> named, Map<String, String> known) {

  /// Keeps copies; refuses one column for two roles.
  public WantedColumns {
    roles = List.copyOf(roles);
    named = Map.copyOf(named);
    known = Map.copyOf(known);
    refuseEqual(roles, named);
  }

  /// Columns for training: those that the user did not name are detected.
  public static WantedColumns of(List<Role> roles, Map<String, String> named) {
    return new WantedColumns(roles, named, Map.of());
  }

  /// Returns a copy for an existing model.
  ///
  /// @param trained the columns that it was trained on, from [dev.recur.task.Model#trainedOn]
  public WantedColumns knowing(Map<String, String> trained) {
    return new WantedColumns(roles, named, trained);
  }

  static void refuseEqual(List<Role> roles, Map<String, String> columns) {
    for (Role role : roles) {
      for (Role other : roles.subList(0, roles.indexOf(role))) {
        String column = columns.get(role.name());
        if (column != null && Objects.equals(column, columns.get(other.name()))) {
          throw SettingException.of(
              "%s and %s must name two columns, got \"%s\" for both",
              Mention.of(other.name()), Mention.of(role.name()), column);
        }
      }
    }
  }

  /// Whether words are needed, which a file may have on lines of their own.
  boolean hasWords() {
    return roles.stream().anyMatch(role -> role.kind() == Role.Kind.WORDS);
  }

  /// Whether only a text is needed: then a file may have one text per line.
  boolean isOneText() {
    return roles.size() == 1 && roles.getFirst().isText();
  }
}
