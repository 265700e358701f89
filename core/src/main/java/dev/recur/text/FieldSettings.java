package dev.recur.text;

import dev.recur.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/// Converts the options of a field to text and back. Options that are functions cannot be
/// converted.
final class FieldSettings {
  private static final String TOKENIZE = "tokenize";
  private static final String TOKENIZER_VERSION = "tokenizerVersion";

  private FieldSettings() {}

  static Map<String, String> write(FieldOptions options) {
    refuseFunction("preprocessing", options.preprocessing().isPresent());
    refuseFunction("postprocessing", options.postprocessing().isPresent());
    refuseFunction(TOKENIZE, options.tokenize().name().isEmpty());
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("sequential", String.valueOf(options.sequential()));
    settings.put("useVocab", String.valueOf(options.useVocab()));
    options.initToken().ifPresent(token -> settings.put("initToken", token));
    options.eosToken().ifPresent(token -> settings.put("eosToken", token));
    options.fixLength().ifPresent(length -> settings.put("fixLength", String.valueOf(length)));
    settings.put("lower", String.valueOf(options.lower()));
    settings.put(TOKENIZE, options.tokenize().name());
    settings.put(TOKENIZER_VERSION, options.tokenize().version());
    settings.put("batchFirst", String.valueOf(options.batchFirst()));
    settings.put("padToken", options.padToken());
    settings.put("unkToken", options.unkToken());
    settings.put("padFirst", String.valueOf(options.padFirst()));
    settings.put("truncateFirst", String.valueOf(options.truncateFirst()));
    if (!options.stopWords().isEmpty()) {
      settings.put("stopWords", join(options.stopWords()));
    }
    settings.put("isTarget", String.valueOf(options.isTarget()));
    settings.put("normalize", String.valueOf(options.normalize()));
    options.maxLength().ifPresent(length -> settings.put("maxLength", String.valueOf(length)));
    return settings;
  }

  private static void refuseFunction(String option, boolean nameless) {
    if (nameless) {
      throw new IllegalStateException(
          "%s is a function without a name, so the field cannot be written to a model file (use a"
                  .formatted(option)
              + " Tokenizer with a name and a version that a service file declares)");
    }
  }

  /// @param find finds a tokenizer by its name
  static FieldOptions read(Map<String, String> settings, Function<String, Tokenizer> find) {
    FieldBuilder field = Field.text();
    settings.forEach((key, value) -> set(field, key, value, find));
    FieldOptions options = field.build().options();
    String version = settings.get(TOKENIZER_VERSION);
    if (version != null && !version.equals(options.tokenize().version())) {
      throw new IllegalArgumentException(
          "the field was made with version %s of the tokenizer \"%s\", but this is version %s"
              .formatted(version, options.tokenize().name(), options.tokenize().version()));
    }
    return options;
  }

  private static void set(
      FieldBuilder field, String key, String value, Function<String, Tokenizer> find) {
    switch (key) {
      case "sequential" -> flag(key, value, field::sequential);
      case "useVocab" -> flag(key, value, field::useVocab);
      case "initToken" -> field.initToken(value);
      case "eosToken" -> field.eosToken(value);
      case "fixLength" -> field.fixLength(length(key, value));
      case "lower" -> flag(key, value, field::lower);
      case TOKENIZE -> field.tokenize(find.apply(value));
      case TOKENIZER_VERSION -> {} // compared when the tokenizer is known
      case "batchFirst" -> flag(key, value, field::batchFirst);
      case "padToken" -> field.padToken(value);
      case "unkToken" -> field.unkToken(value);
      case "padFirst" -> flag(key, value, field::padFirst);
      case "truncateFirst" -> flag(key, value, field::truncateFirst);
      case "stopWords" -> field.stopWords(split(value));
      case "isTarget" -> flag(key, value, field::isTarget);
      case "normalize" -> flag(key, value, field::normalize);
      case "maxLength" -> field.maxLength(length(key, value));
      default ->
          throw new IllegalArgumentException(
              "a field has no setting \"%s\" (was it written by a later version?)".formatted(key));
    }
  }

  private static void flag(String key, String value, Consumer<Boolean> option) {
    if (!value.equals("true") && !value.equals("false")) {
      throw new IllegalArgumentException(
          "the field's setting %s must be true or false, got \"%s\"".formatted(key, value));
    }
    option.accept(Boolean.valueOf(value));
  }

  private static int length(String key, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the field's setting %s must be a whole number, got \"%s\"".formatted(key, value), e);
    }
  }

  /// One word per line, sorted so that equal sets give equal files.
  private static String join(Set<String> words) {
    List<String> lines = new ArrayList<>();
    for (String word : new TreeSet<>(words)) {
      lines.add(word.replace("\\", "\\\\").replace("\n", "\\n"));
    }
    return String.join("\n", lines);
  }

  private static Set<String> split(String lines) {
    Set<String> words = new TreeSet<>();
    for (String line : lines.split("\n", -1)) {
      StringBuilder word = new StringBuilder();
      for (int i = 0; i < line.length(); i++) {
        boolean escaped = line.charAt(i) == '\\' && i + 1 < line.length();
        char c = line.charAt(escaped ? ++i : i);
        word.append(escaped && c == 'n' ? '\n' : c);
      }
      words.add(word.toString());
    }
    return words;
  }
}
