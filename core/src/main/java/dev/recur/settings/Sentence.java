package dev.recur.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A sentence for the user that names settings. Each reader sees the names that they know: a program
/// `batchSize`, the command line `--batch-size`, a form its field.
///
///     Sentence s = Sentence.of("%s must be at least 1, got %s", Mention.of("batchSize"), 0);
///     s.toString(); // batchSize must be at least 1, got 0
///     s.flags(); // --batch-size must be at least 1, got 0
public final class Sentence {
  private static final Pattern NAMED = Pattern.compile("\\{([a-z]\\w*)((?: [^}]+)?)\\}");

  private final String format;
  private final Object[] values;

  private Sentence(String format, Object... values) {
    this.format = format;
    this.values = values.clone();
  }

  /// A sentence.
  ///
  /// @param format as [String#format(Locale, String, Object...)] takes it, the same in every
  ///   country
  /// @param values numbers, words, other sentences, and settings as [Mention]s
  public static Sentence of(String format, Object... values) {
    return new Sentence(format, values);
  }

  /// A sentence that names no setting, whatever it holds.
  public static Sentence plain(String text) {
    return new Sentence("%s", text);
  }

  /// Sentences or settings one after another, with a space between.
  public static Sentence joined(Collection<?> parts) {
    return new Sentence("%s ".repeat(parts.size()).strip(), parts.toArray());
  }

  /// A sentence in which `{vectors}` names a setting, and `{tokenizer pieces}` one with a value.
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

  /// The sentence with settings named as a reader knows them.
  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency of its own
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

  /// The sentence with settings named as on the command line.
  public String flags() {
    return with(Mention::flag);
  }

  /// The sentence with settings named as the components of their records.
  @Override
  public String toString() {
    return with(Mention::toString);
  }
}
