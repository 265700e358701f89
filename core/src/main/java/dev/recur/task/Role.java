package dev.recur.task;

import dev.recur.data.Columns;
import dev.recur.text.LabelField;
import dev.recur.text.NumberField;
import dev.recur.text.RawCell;
import dev.recur.text.RawText;
import dev.recur.text.Recipe;
import java.util.List;
import java.util.Map;

/// What a column means to a job: what the model is given, what it predicts, or what orders the
/// rows. Jobs ask for columns by role, never by position. Flags, forms, the detection of columns
/// and the recipes that read them follow from the roles.
///
/// {@snippet class="TaskExamples" region="roles"}
///
/// A new [Kind] needs one constant and the lines that the compiler then requires.
///
/// @param name the name in plans, such as `text`; the flag that names the column is `--text`
/// @param kind what its cells hold
/// @param given whether it is an input of the model; otherwise the model predicts it
/// @param help what it is, in one sentence for the help
public record Role(String name, Kind kind, boolean given, String help) {
  /// What the cells of a column hold.
  public enum Kind {
    /// A text. A plan may name several columns, `title,body`, which are joined by a line break.
    TEXT,
    /// The words of a text, or a text that the job cuts into words: a [dev.recur.reading.TokenCell]
    /// or a text.
    WORDS,
    /// One of several labels. The split of the rows is stratified by it.
    LABEL,
    /// Several labels.
    LABELS,
    /// A tag for each word, or labelled spans of the text: a [dev.recur.reading.TokenCell], or
    /// JSON.
    TAGS,
    /// A number.
    NUMBER,
    /// Numbers in their order.
    SERIES,
    /// A point in time.
    TIME,
    /// What identifies rows that belong together, such as a user.
    ID
  }

  /// A column of texts, an input of the model.
  public static Role text(String name, String help) {
    return new Role(name, Kind.TEXT, true, help);
  }

  /// A column of words, or of texts that are cut into words, an input of the model.
  public static Role words(String name, String help) {
    return new Role(name, Kind.WORDS, true, help);
  }

  /// A column of tags, one for each word, which the model predicts.
  public static Role tags(String name, String help) {
    return new Role(name, Kind.TAGS, false, help);
  }

  /// A column of labels, which the model predicts.
  public static Role label(String name, String help) {
    return new Role(name, Kind.LABEL, false, help);
  }

  /// A column of numbers, which the model predicts.
  public static Role number(String name, String help) {
    return new Role(name, Kind.NUMBER, false, help);
  }

  /// Whether it is a column of texts, cut into words or not.
  public boolean isText() {
    return kind == Kind.TEXT || kind == Kind.WORDS;
  }

  /// The columns of a table for these roles, with the recipes that read them. Texts are read raw
  /// ([dev.recur.text.RawText]), because the job decides how to cut them after it has seen them.
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
      case WORDS, LABELS, TAGS, TIME, ID -> new RawCell(); // which the job parses
    };
  }
}
