package dev.recur.source;

import dev.recur.settings.Mention;
import dev.recur.settings.SettingException;
import dev.recur.task.Role;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The columns that a job wants from its data: its roles, and what is known about their names.
///
/// @param roles the roles that need a column each
/// @param named the columns that the user named, by the name of their role; several texts have
///   commas between them
/// @param known the columns that a model was trained on, by the name of their role: they are taken
///   unless others were named, if the data has all of them
public record WantedColumns(
    List<Role> roles, Map<String, String> named, Map<String, String> known) {

  /// Keeps copies; refuses one column for two roles.
  public WantedColumns {
    roles = List.copyOf(roles);
    named = Map.copyOf(named);
    known = Map.copyOf(known);
    refuseEqual(roles, named);
  }

  /// Columns that are detected unless the user named them.
  public static WantedColumns of(List<Role> roles, Map<String, String> named) {
    return new WantedColumns(roles, named, Map.of());
  }

  /// The same for a model that exists.
  ///
  /// @param trained the columns that it was trained on, by the name of their role
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

  /// Whether each row is a text and nothing else is wanted: then a file may be a text a line.
  boolean isOneText() {
    return roles.size() == 1 && roles.getFirst().kind() == Role.Kind.TEXT;
  }
}
