package dev.recur.text;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The tokenisers that come with the library, and the search for those that do not.
final class Tokenizers {
  static final Tokenizer WHITESPACE = new BuiltIn("whitespace", Tokenizers::splitAtWhitespace);
  static final Tokenizer BASIC_ENGLISH = new BuiltIn("basic_english", Tokenizers::basicEnglish);
  static final Tokenizer CHARACTERS = new BuiltIn("characters", Tokenizers::codePoints);

  private static final List<Tokenizer> BUILT_IN = List.of(WHITESPACE, BASIC_ENGLISH, CHARACTERS);
  private static final String REGEX = "regex:";
  private static final String LINE_BREAK_TAG = "<br />";

  private Tokenizers() {}

  private record BuiltIn(String name, Function<String, List<String>> function)
      implements Tokenizer {
    @Override
    public String version() {
      return "1";
    }

    @Override
    public List<String> tokenize(String text) {
      return function.apply(text);
    }
  }

  record Nameless(Function<String, List<String>> function) implements Tokenizer {
    @Override
    public String name() {
      return "";
    }

    @Override
    public String version() {
      return "";
    }

    @Override
    public List<String> tokenize(String text) {
      return function.apply(text);
    }
  }

  static Tokenizer named(String name) {
    for (Tokenizer tokenizer : BUILT_IN) {
      if (tokenizer.name().equals(name)) {
        return tokenizer;
      }
    }
    if (name.startsWith(REGEX)) {
      return regex(name.substring(REGEX.length()));
    }
    TreeSet<String> known = new TreeSet<>();
    BUILT_IN.forEach(tokenizer -> known.add(tokenizer.name()));
    for (Tokenizer tokenizer : ServiceLoader.load(Tokenizer.class)) {
      if (tokenizer.name().equals(name)) {
        return tokenizer;
      }
      known.add(tokenizer.name());
    }
    throw new IllegalArgumentException(
        "there is no tokeniser \"%s\"; there are %s and regex:PATTERN (is the module that provides"
                .formatted(name, String.join(", ", known))
            + " it missing?)");
  }

  static Tokenizer regex(String pattern) {
    Pattern compiled;
    try {
      // As in Python, \w and \b mean letters of every script, not of ASCII alone.
      compiled = Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "the pattern of the regex tokeniser, \"%s\", is wrong at position %d: %s"
              .formatted(pattern, e.getIndex(), e.getDescription()),
          e);
    }
    return new BuiltIn(REGEX + pattern, text -> matches(compiled, text));
  }

  private static List<String> matches(Pattern pattern, String text) {
    List<String> tokens = new ArrayList<>();
    for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
      if (matcher.end() > matcher.start()) {
        tokens.add(matcher.group());
      }
    }
    return tokens;
  }

  static List<String> splitAtWhitespace(String text) {
    List<String> tokens = new ArrayList<>();
    int start = -1;
    for (int i = 0; i < text.length(); i++) { // no white space lies outside the first plane
      boolean space = isPythonSpace(text.charAt(i));
      if (space && start >= 0) {
        tokens.add(text.substring(start, i));
        start = -1;
      } else if (!space && start < 0) {
        start = i;
      }
    }
    if (start >= 0) {
      tokens.add(text.substring(start));
    }
    return tokens;
  }

  /// What Python's `str.isspace` accepts. Java's own tests leave out the no-break spaces or U+0085.
  static boolean isPythonSpace(char c) {
    return switch (c) {
      case '\t', '\n', '\u000B', '\f', '\r', '\u001C', '\u001D', '\u001E', '\u001F' -> true;
      case ' ', '\u0085', '\u00A0', '\u1680', '\u2028', '\u2029' -> true;
      case '\u202F', '\u205F', '\u3000' -> true;
      default -> c >= '\u2000' && c <= '\u200A';
    };
  }

  private static List<String> basicEnglish(String text) {
    // torchtext deletes the quotation marks before it looks for the tag, so they come first here.
    String line = LowerCase.of(text).replace("\"", "");
    StringBuilder spaced = new StringBuilder(line.length() + 16);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      switch (c) {
        case '\'', '.', ',', '(', ')', '!', '?' -> spaced.append(' ').append(c).append(' ');
        case ';', ':' -> spaced.append(' ');
        case '<' -> {
          boolean tag = line.startsWith(LINE_BREAK_TAG, i);
          spaced.append(tag ? ' ' : c);
          i += tag ? LINE_BREAK_TAG.length() - 1 : 0;
        }
        default -> spaced.append(c);
      }
    }
    return splitAtWhitespace(spaced.toString());
  }

  private static List<String> codePoints(String text) {
    List<String> tokens = new ArrayList<>(text.length());
    for (int i = 0, next; i < text.length(); i = next) {
      next = text.offsetByCodePoints(i, 1);
      tokens.add(text.substring(i, next));
    }
    return tokens;
  }
}
