package dev.recur.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.recur.reading.Json;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The texts of the lessons' pages in one language, by key, from a file of properties.
record LessonTexts(String language, Map<String, String> byKey) {
  private static final Pattern GAP = Pattern.compile("\\{\\{([\\w.:-]+)}}");

  LessonTexts {
    byKey = Map.copyOf(byKey);
  }

  /// Reads the texts of a language.
  ///
  /// @throws IllegalArgumentException if the pages do not speak it
  static LessonTexts of(String language) {
    if (!LessonServer.LANGUAGES.contains(language)) {
      throw new IllegalArgumentException(
          "the language of a lesson must be one of %s, got '%s'"
              .formatted(LessonServer.LANGUAGES, language));
    }
    var texts = new Properties();
    try (var in = LessonFiles.open("texts_" + language + ".properties")) {
      texts.load(new InputStreamReader(in, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> byKey = new TreeMap<>();
    texts.forEach((key, text) -> byKey.put(key.toString(), text.toString()));
    return new LessonTexts(language, byKey);
  }

  /// The text of a key.
  String text(String key) {
    String text = byKey.get(key);
    if (text == null) {
      throw new IllegalStateException("texts_%s.properties has no %s".formatted(language, key));
    }
    return text;
  }

  /// Replaces each `{{key}}` of a page.
  String fill(String page, UnaryOperator<String> content) {
    return GAP.matcher(page)
        .replaceAll(found -> Matcher.quoteReplacement(content.apply(found.group(1))));
  }

  /// The texts of the page's script, as JSON that may stand in a script element.
  String json() {
    return Json.line(new TreeMap<>(byKey)).replace("<", "\\u003c");
  }
}
