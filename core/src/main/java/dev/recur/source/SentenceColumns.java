package dev.recur.source;

import dev.recur.reading.Layout;
import dev.recur.reading.Source;
import dev.recur.settings.Mention;
import dev.recur.settings.SettingException;
import dev.recur.task.Role;
import java.util.List;
import java.util.Locale;

/// The usual columns of a file with one word per line.
final class SentenceColumns {
  private SentenceColumns() {}

  /// The name of a column that is named in any case, or by its number; as it is if there is none.
  static String name(String given, List<String> there) {
    String lower = given.toLowerCase(Locale.ROOT);
    if (there.contains(lower)) {
      return lower;
    }
    boolean number = given.matches("[1-9]\\d?") && Integer.parseInt(given) <= there.size();
    return number ? there.get(Integer.parseInt(given) - 1) : given;
  }

  /// The column that a role has unless another is named: in CoNLL-U `form` and `upos`, otherwise
  /// the first and the last.
  ///
  /// @throws SettingException if the file cannot have such a column
  static String usual(Role role, Source source, List<String> there) {
    Layout layout = source.layout();
    boolean words = role.kind() == Role.Kind.WORDS || role.kind() == Role.Kind.TEXT;
    if (!words && role.kind() != Role.Kind.TAGS) {
      throw SettingException.of(
          "%s: a file with one word per line has no column of %s: %s names one",
          source.path(), Kinds.many(role), Mention.of(role.name()));
    }
    if (layout == Layout.CONLLU) {
      String name = words ? "form" : "upos";
      return there.contains(name) ? name : words ? there.getFirst() : there.getLast();
    }
    if (!words && there.size() == 1) {
      throw SettingException.of(
          "%s: expected words with their tags, separated by tabs or spaces, got one column (no"
              + " tags?)",
          source.path());
    }
    return words ? there.getFirst() : there.getLast();
  }
}
