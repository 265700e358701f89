package dev.recur.task;

import dev.recur.data.Columns;
import dev.recur.text.LabelField;
import dev.recur.text.NumberField;
import dev.recur.text.RawCell;
import dev.recur.text.RawText;
import dev.recur.text.Recipe;
import java.util.List;
import java.util.Map;

/// What a column means to a job: what the model is given, what it has to find, or what orders the
/// rows. Jobs ask for columns by role, never by position. Flags, forms, the detection of columns
/// and the recipe that reads them follow from it.
///
///     Role.text("text", "The column of texts.");
///     Role.label("label", "The column of labels.");
///     new Role("received", Role.Kind.TIME, true, "When the ticket came."); // --received COLUMN
///
/// A new [Kind] is one constant and the lines that the compiler then asks for.
///
/// @param name the name in plans, such as `text`; the flag that names the column is `--text`
/// @param kind what its cells hold
/// @param given whether a model is given it; otherwise a model has to find it
/// @param help what it is, in one sentence for the help
public record Role(String name, Kind kind, boolean given, String help) {
  /// What the cells of a column hold.
  public enum Kind {
    /// A text. A plan may name several columns, `title,body`, which are joined by a line break.
    TEXT,
    /// One of several labels. Rows are divided so that each has its share of every part.
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
    /// What rows that belong together have in common, such as a user.
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

  /// How to read the columns of a table for these roles. Texts are read raw
  /// ([dev.recur.text.RawText]), as the job decides about their tokens after it has seen them.
  ///
  /// @param names the column of each role, by the role's name; roles without one are left out
  /// @throws IllegalArgumentException if none of the roles has a column
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
      case LABELS, TAGS, TIME, ID -> new RawCell(); // which the job parses
    };
  }
}
