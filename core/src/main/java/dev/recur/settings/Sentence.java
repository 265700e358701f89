package dev.recur.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A sentence for the user that names settings. Each reader sees the names that they know:
/// `batchSize` in a Java program, `--batch-size` on the command line, the label of a field in a
/// form.
///
/// {@snippet class="SettingsExamples" region="sentence"}
public final class Sentence {
  private static final Pattern NAMED = Pattern.compile("\\{([a-z]\\w*)((?: [^}]+)?)\\}");

  private final String format;
  private final Object[] values;

  private Sentence(String format, Object... values) {
    this.format = format;
    this.values = values.clone();
  }

  /// A sentence from a format and its values.
  ///
  /// @param format a format for [String#format(Locale, String, Object...)], which is called with
  ///   [Locale#ROOT]
  /// @param values numbers, words, other sentences, and settings as [Mention]s
  public static Sentence of(String format, Object... values) {
    return new Sentence(format, values);
  }

  /// A sentence that names no setting; percent signs in it are not format specifiers.
  public static Sentence plain(String text) {
    return new Sentence("%s", text);
  }

  /// Sentences or settings joined by spaces.
  public static Sentence joined(Collection<?> parts) {
    return new Sentence("%s ".repeat(parts.size()).strip(), parts.toArray());
  }

  /// Parses a text in which `{vectors}` names a setting, and `{tokenizer pieces}` one with a value.
  static Sentence naming(String text) {
    List<Object> values = new ArrayList<>();
    String format =
        NAMED
            .matcher(text.replace("%", "%%"))
            .replaceAll(
                named -> {
                  values.add(new Mention(named.group(1), named.group(2).strip()));
                  return "%s";
                });
    return new Sentence(format, values.toArray());
  }

  /// The sentence, with settings named by the given function.
  @SuppressWarnings("AnnotateFormatMethod") // the annotation would add a dependency
  public String with(Function<Mention, String> naming) {
    Object[] named =
        Arrays.stream(values)
            .map(
                value ->
                    switch (value) {
                      case Mention mention -> naming.apply(mention);
                      case Sentence sentence -> sentence.with(naming);
                      default -> value;
                    })
            .toArray();
    return String.format(Locale.ROOT, format, named);
  }

  /// The sentence, with settings named as on the command line.
  public String flags() {
    return with(Mention::flag);
  }

  /// The sentence, with settings named like the components of their records.
  @Override
  public String toString() {
    return with(Mention::toString);
  }
}
