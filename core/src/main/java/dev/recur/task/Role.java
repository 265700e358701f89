package dev.recur.task;

import dev.recur.data.Columns;
import dev.recur.text.LabelField;
import dev.recur.text.NumberField;
import dev.recur.text.RawText;
import dev.recur.text.Recipe;
import java.util.List;
import java.util.Map;

/// What a column is to a job: what it learns from, what it has to find, or what orders the rows.
/// Flags, forms and guesses about columns follow from it.
///
/// @param name the setting's name, such as `text`: the flag that names the column is `--text`
/// @param kind what its cells hold
/// @param given whether a model is given it; what is not, a model has to find
/// @param help what it is, for the help
public record Role(String name, Kind kind, boolean given, String help) {
  /// What the cells of a column hold.
  public enum Kind {
    /// A text in a language.
    TEXT,
    /// One of several labels.
    LABEL,
    /// Several labels.
    LABELS,
    /// A tag for each token.
    TAGS,
    /// A number.
    NUMBER,
    /// Numbers in their order.
    SERIES,
    /// A point in time.
    TIME,
    /// What rows that belong together have in common.
    ID
  }

  /// A column of texts that a model is given.
  public static Role text(String name, String help) {
    return new Role(name, Kind.TEXT, true, help);
  }

  /// A column of labels that a model has to find.
  public static Role label(String name, String help) {
    return new Role(name, Kind.LABEL, false, help);
  }

  /// A column of numbers that a model has to find.
  public static Role number(String name, String help) {
    return new Role(name, Kind.NUMBER, false, help);
  }

  /// How the columns of a table are read for these roles: texts raw, as what becomes of them is
  /// decided later.
  ///
  /// @param names the column of each role, by the role's name
  public static Columns columns(List<Role> roles, Map<String, String> names) {
    Columns columns = null;
    for (Role role : roles) {
      String name = names.get(role.name());
      if (name != null) {
        columns =
            columns == null ? Columns.of(name, role.recipe()) : columns.and(name, role.recipe());
      }
    }
    if (columns == null) {
      throw new IllegalArgumentException("expected the column of a role, got " + names);
    }
    return columns;
  }

  private Recipe recipe() {
    return switch (kind) {
      case TEXT -> new RawText();
      case LABEL -> new LabelField();
      case NUMBER -> given ? NumberField.scalar() : NumberField.scalar().target();
      case SERIES -> given ? NumberField.series() : NumberField.series().target();
      case LABELS, TAGS, TIME, ID -> new RawText(); // which the job takes apart
    };
  }
}
